// name: targets_without_owner
// title: {zh: 哪些目标没有责任单位, en: Which targets nobody answers for}
// topic: 目标
// order: 304
// about: 定下了目标，所在举措和上级举措却没有写明由谁牵头、谁负责：落实责任时的缺口。
// parameters:
//   - name: document
//     type: entity
//     labels: [Document]
//     title: 文件
//     about: 只看这份文件：标题、文号或其中几个字；不填则看全部
//     default: ''
// columns:
//   - {name: target, type: text, title: 目标}
//   - {name: task, type: text, title: 举措标题}

MATCH (m:Measure|Document)-[r:SETS_TARGET]->(t:Target)
WHERE t.kind = 'target'
MATCH (d:Document {id: r.document})
WHERE $document = '' OR d.name = $document OR $document IN d.aliases
   OR d.number = $document OR d.title CONTAINS $document
OPTIONAL MATCH (m)-[:PART_OF*0..3]->(upper:Measure)<-[duty:LEADS|RESPONSIBLE_FOR]-(:Institution)
WITH m, r, t, d, count(duty) AS owners
WHERE owners = 0
RETURN t.name AS target, CASE WHEN m:Measure THEN m.name ELSE '' END AS task,
       r.evidence AS evidence,
       CASE WHEN d.number IS NULL THEN d.title ELSE d.title + '（' + d.number + '）' END AS document,
       r.measure AS measure, r.start AS start, r.end AS `end`, d.id AS document_id
ORDER BY coalesce(d.date, ''), document, start, `end`, target, r.id
