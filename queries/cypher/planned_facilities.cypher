// name: planned_facilities
// title: {zh: 哪些平台、园区还在谋划, en: Which platforms and parks are still planned}
// topic: 产业与平台
// order: 106
// about: 文件提出要创建、争取、谋划或筹建，而不是已经建成的平台和园区。
// parameters:
//   - name: document
//     type: entity
//     labels: [Document]
//     title: 文件
//     about: 只看这份文件：标题、文号或其中几个字；不填则看全部
//     default: ''
// columns:
//   - {name: facility, type: entity, labels: [Platform, Park], title: 平台或园区}
//   - {name: kind, type: text, title: 类型}
//   - {name: action, type: text, title: 动作}
//   - {name: task, type: text, title: 举措标题}

MATCH (m:Measure|Document)-[r:SUPPORTS]->(f:Platform|Park)
WHERE r.status = 'planned'
MATCH (d:Document {id: r.document})
WHERE $document = '' OR d.name = $document OR $document IN d.aliases
   OR d.number = $document OR d.title CONTAINS $document
RETURN f.name AS facility, CASE labels(f)[0] WHEN 'Platform' THEN '平台' ELSE '园区' END AS kind,
       coalesce(r.action, '') AS action, CASE WHEN m:Measure THEN m.name ELSE '' END AS task,
       r.evidence AS evidence,
       CASE WHEN d.number IS NULL THEN d.title ELSE d.title + '（' + d.number + '）' END AS document,
       r.measure AS measure, r.start AS start, r.end AS `end`, d.id AS document_id
ORDER BY kind, facility, coalesce(d.date, ''), document, start, `end`, r.id
