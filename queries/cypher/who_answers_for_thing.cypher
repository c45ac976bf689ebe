// name: who_answers_for_thing
// title: {zh: 某事由谁牵头、谁负责, en: Who leads or answers for a thing}
// topic: 责任与任务
// order: 201
// about: 一个平台、园区、计划、机构、产业或技术写在哪条举措里，那条举措（或它的上级举措）由谁牵头、谁负责。
// parameters:
//   - name: thing
//     type: entity
//     labels: [Platform, Park, Programme, Institution, Industry, Technology]
//     title: 事项
//     about: 平台、园区、计划、机构、产业或技术的名称或别名
// columns:
//   - {name: thing, type: entity, labels: [Platform, Park, Programme, Institution, Industry, Technology], title: 事项}
//   - {name: role, type: text, title: 角色}
//   - {name: institution, type: entity, labels: [Institution], title: 单位}
//   - {name: task, type: text, title: 举措标题}
// example: {thing: 吉林省科技大市场}

OPTIONAL MATCH (known:Platform|Park|Programme|Institution|Industry|Technology)
WHERE known.name = $thing OR $thing IN known.aliases
WITH count(known) AS exact
MATCH (thing:Platform|Park|Programme|Institution|Industry|Technology)
WHERE thing.name = $thing OR $thing IN thing.aliases
   OR (exact = 0 AND (thing.name CONTAINS $thing OR $thing CONTAINS thing.name))
MATCH (thing)<-[:SUPPORTS|FOCUSES_ON|RELIES_ON]-(inner:Measure)
WITH DISTINCT thing, inner
MATCH (inner)-[:PART_OF*0..3]->(m:Measure)<-[r:LEADS|RESPONSIBLE_FOR]-(i:Institution)
WITH DISTINCT thing, m, r, i
MATCH (d:Document {id: r.document})
RETURN thing.name AS thing, CASE type(r) WHEN 'LEADS' THEN '牵头' ELSE '负责' END AS role, i.name AS institution, m.name AS task,
       r.evidence AS evidence,
       CASE WHEN d.number IS NULL THEN d.title ELSE d.title + '（' + d.number + '）' END AS document,
       r.measure AS measure, r.start AS start, r.end AS `end`, d.id AS document_id
ORDER BY thing, coalesce(d.date, ''), document, start, role, institution, `end`, r.id
