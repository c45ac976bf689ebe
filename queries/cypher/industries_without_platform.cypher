// name: industries_without_platform
// title: {zh: 哪些重点产业还没有平台服务, en: Which priority industries no platform serves}
// topic: 产业与平台
// order: 105
// about: 文件提出要发展、图谱里却没有任何平台为它（或它的下位产业）服务的产业；附上名称相近而已有平台服务的产业和技术。
// parameters:
//   - name: document
//     type: entity
//     labels: [Document]
//     title: 文件
//     about: 只看这份文件：标题、文号或其中几个字；不填则看全部
//     default: ''
// columns:
//   - {name: industry, type: entity, labels: [Industry], title: 产业}
//   - {name: times, type: integer, title: 提出次数}
//   - {name: nearest, type: list, title: 相近而已有平台的}

MATCH (platform:Platform)-[:SERVES]->(served:Industry|Technology)
WITH served ORDER BY served.name
WITH collect(DISTINCT served.name) AS reached
MATCH (i:Industry)<-[r:FOCUSES_ON]-(:Measure|Document|Park|Region|Institution|Programme)
WHERE none(name IN reached WHERE name CONTAINS i.name)
MATCH (d:Document {id: r.document})
WHERE $document = '' OR d.name = $document OR $document IN d.aliases
   OR d.number = $document OR d.title CONTAINS $document
WITH reached, i, r ORDER BY r.document, r.start, r.end, r.id
WITH reached, i, collect(r) AS seen
WITH i, [name IN reached WHERE i.name CONTAINS name] AS nearest, size(seen) AS times, seen[0] AS r
MATCH (d:Document {id: r.document})
RETURN i.name AS industry, times, nearest,
       r.evidence AS evidence,
       CASE WHEN d.number IS NULL THEN d.title ELSE d.title + '（' + d.number + '）' END AS document,
       r.measure AS measure, r.start AS start, r.end AS `end`, d.id AS document_id
ORDER BY times DESC, industry, coalesce(d.date, ''), document, start, `end`, r.id
