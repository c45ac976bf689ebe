// name: measures_led_by_several
// title: {zh: 哪些举措由几家共同牵头, en: Which measures are led by several institutions}
// topic: 责任与任务
// order: 205
// about: 牵头单位不止一家的举措：可能需要明确由谁总牵头。
// parameters:
//   - name: least
//     type: integer
//     title: 家数
//     about: 至少由几家牵头
//     default: 2
//   - name: document
//     type: entity
//     labels: [Document]
//     title: 文件
//     about: 只看这份文件：标题、文号或其中几个字；不填则看全部
//     default: ''
// columns:
//   - {name: task, type: text, title: 举措标题}
//   - {name: leaders, type: list, title: 牵头单位}
//   - {name: count, type: integer, title: 家数}
// example: {least: 2}

MATCH (m:Measure)<-[r:LEADS]-(i:Institution)
MATCH (d:Document {id: r.document})
WHERE $document = '' OR d.name = $document OR $document IN d.aliases
   OR d.number = $document OR d.title CONTAINS $document
WITH m, d, r, i ORDER BY i.name, r.start, r.end, r.id
WITH m, d, collect(DISTINCT i.name) AS leaders, collect(r) AS duties
WITH m, d, leaders, size(leaders) AS count, duties[0] AS r
WHERE count >= $least
RETURN m.name AS task, leaders, count,
       r.evidence AS evidence,
       CASE WHEN d.number IS NULL THEN d.title ELSE d.title + '（' + d.number + '）' END AS document,
       r.measure AS measure, r.start AS start, r.end AS `end`, d.id AS document_id
ORDER BY count DESC, coalesce(d.date, ''), document, start, `end`, task, r.id
