// name: most_charged_institutions
// title: {zh: 哪些机构任务最重, en: Which institutions are charged most}
// topic: 责任与任务
// order: 204
// about: 按牵头和负责的举措数排列机构，每家附上第一处出处；一条举措只算一次。
// parameters:
//   - name: most
//     type: integer
//     title: 家数
//     about: 列出前多少家
//     default: 20
//   - name: document
//     type: entity
//     labels: [Document]
//     title: 文件
//     about: 只看这份文件：标题、文号或其中几个字；不填则看全部
//     default: ''
// columns:
//   - {name: institution, type: entity, labels: [Institution], title: 机构}
//   - {name: led, type: integer, title: 牵头}
//   - {name: answered, type: integer, title: 负责}
//   - {name: total, type: integer, title: 合计}
// example: {most: 10}

MATCH (i:Institution)-[r:LEADS|RESPONSIBLE_FOR]->(m:Measure)
MATCH (d:Document {id: r.document})
WHERE $document = '' OR d.name = $document OR $document IN d.aliases
   OR d.number = $document OR d.title CONTAINS $document
WITH i, r, m ORDER BY r.document, r.start, r.end, r.id
WITH i, collect(DISTINCT CASE WHEN type(r) = 'LEADS' THEN m.id END) AS leading,
     collect(DISTINCT CASE WHEN type(r) = 'RESPONSIBLE_FOR' THEN m.id END) AS answering,
     collect(DISTINCT m.id) AS tasks, collect(r) AS duties
WITH i, size(leading) AS led, size(answering) AS answered, size(tasks) AS total, duties[0] AS r
MATCH (d:Document {id: r.document})
RETURN i.name AS institution, led, answered, total,
       r.evidence AS evidence,
       CASE WHEN d.number IS NULL THEN d.title ELSE d.title + '（' + d.number + '）' END AS document,
       r.measure AS measure, r.start AS start, r.end AS `end`, d.id AS document_id
ORDER BY total DESC, led DESC, institution, coalesce(d.date, ''), document, start, `end`, r.id
LIMIT $most
