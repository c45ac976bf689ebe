// name: focus_of_body
// title: {zh: 某园区、地区或机构聚焦哪些产业和技术, en: 'What a park, region or institution focuses on'}
// topic: 布局与合作
// order: 404
// about: 一个园区、地区、机构或计划重点发展、研发或服务哪些产业和技术。
// parameters:
//   - name: body
//     type: entity
//     labels: [Park, Region, Institution, Programme]
//     title: 主体
//     about: 园区、地区、机构或计划的名称或别名
// columns:
//   - {name: body, type: entity, labels: [Park, Region, Institution, Programme], title: 主体}
//   - {name: way, type: text, title: 方式}
//   - {name: field, type: entity, labels: [Industry, Technology], title: 产业或技术}
// example: {body: 长春光机所}

OPTIONAL MATCH (known:Park|Region|Institution|Programme)
WHERE known.name = $body OR $body IN known.aliases
WITH count(known) AS exact
MATCH (body:Park|Region|Institution|Programme)
WHERE body.name = $body OR $body IN body.aliases
   OR (exact = 0 AND (body.name CONTAINS $body OR $body CONTAINS body.name))
MATCH (body)-[r:FOCUSES_ON|SERVES|DEVELOPS]->(field:Industry|Technology)
MATCH (d:Document {id: r.document})
RETURN body.name AS body,
       CASE type(r) WHEN 'FOCUSES_ON' THEN '聚焦' WHEN 'SERVES' THEN '服务' ELSE '研发' END AS way, field.name AS field,
       r.evidence AS evidence,
       CASE WHEN d.number IS NULL THEN d.title ELSE d.title + '（' + d.number + '）' END AS document,
       r.measure AS measure, r.start AS start, r.end AS `end`, d.id AS document_id
ORDER BY body, way, field, coalesce(d.date, ''), document, start, `end`, r.id
