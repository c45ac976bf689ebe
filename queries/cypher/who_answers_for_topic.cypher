// name: who_answers_for_topic
// title: {zh: 含有某字样的举措由谁牵头、谁负责, en: Who leads or answers for measures on a topic}
// topic: 责任与任务
// order: 202
// about: 标题或正文里含有这几个字的举措，由谁牵头、谁负责。
// parameters:
//   - name: topic
//     type: text
//     title: 字样
//     about: 举措标题或正文里的几个字，例如 成果转化
// columns:
//   - {name: task, type: text, title: 举措标题}
//   - {name: role, type: text, title: 角色}
//   - {name: institution, type: entity, labels: [Institution], title: 单位}
// example: {topic: 成果转化}

MATCH (d:Document)
WHERE d.text CONTAINS $topic
MATCH (m:Measure {document: d.id})
WHERE m.title CONTAINS $topic OR substring(d.text, m.start, m.end - m.start) CONTAINS $topic
MATCH (m)<-[r:LEADS|RESPONSIBLE_FOR]-(i:Institution)
RETURN m.name AS task, CASE type(r) WHEN 'LEADS' THEN '牵头' ELSE '负责' END AS role, i.name AS institution,
       r.evidence AS evidence,
       CASE WHEN d.number IS NULL THEN d.title ELSE d.title + '（' + d.number + '）' END AS document,
       r.measure AS measure, r.start AS start, r.end AS `end`, d.id AS document_id
ORDER BY coalesce(d.date, ''), document, start, task, role, institution, `end`, r.id
