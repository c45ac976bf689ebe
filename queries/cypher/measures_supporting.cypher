// name: measures_supporting
// title: {zh: 哪些举措支持某园区、平台或机构, en: 'Which measures support a park, platform or institution'}
// topic: 布局与合作
// order: 401
// about: 哪份文件的哪条举措提出要支持、建设、创建或提升它，用的是哪个动词，是谋划中的还是已有的。
// parameters:
//   - name: thing
//     type: entity
//     labels: [Platform, Park, Programme, Institution]
//     title: 对象
//     about: 园区、平台、计划或机构的名称或别名
// columns:
//   - {name: thing, type: entity, labels: [Platform, Park, Programme, Institution], title: 对象}
//   - {name: action, type: text, title: 动作}
//   - {name: status, type: text, title: 状态}
//   - {name: task, type: text, title: 举措标题}
// example: {thing: 长春新区}

OPTIONAL MATCH (known:Platform|Park|Programme|Institution)
WHERE known.name = $thing OR $thing IN known.aliases
WITH count(known) AS exact
MATCH (thing:Platform|Park|Programme|Institution)
WHERE thing.name = $thing OR $thing IN thing.aliases
   OR (exact = 0 AND (thing.name CONTAINS $thing OR $thing CONTAINS thing.name))
MATCH (m:Measure|Document)-[r:SUPPORTS]->(thing)
MATCH (d:Document {id: r.document})
RETURN thing.name AS thing, coalesce(r.action, '') AS action, CASE r.status WHEN 'planned' THEN '谋划' WHEN 'existing' THEN '已有' ELSE '' END AS status,
       CASE WHEN m:Measure THEN m.name ELSE '' END AS task,
       r.evidence AS evidence,
       CASE WHEN d.number IS NULL THEN d.title ELSE d.title + '（' + d.number + '）' END AS document,
       r.measure AS measure, r.start AS start, r.end AS `end`, d.id AS document_id
ORDER BY thing, coalesce(d.date, ''), document, start, `end`, r.id
