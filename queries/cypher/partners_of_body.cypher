// name: partners_of_body
// title: {zh: 某机构、地区或园区与谁合作, en: Who works with a body}
// topic: 布局与合作
// order: 405
// about: 一家机构、一个地区或园区与谁合作、对接、共建；合作是双向的，写在哪一边都列出。
// parameters:
//   - name: body
//     type: entity
//     labels: [Institution, Region, Park]
//     title: 主体
//     about: 机构、地区或园区的名称或别名
// columns:
//   - {name: body, type: entity, labels: [Institution, Region, Park], title: 主体}
//   - {name: partner, type: entity, labels: [Institution, Region, Park], title: 合作方}
//   - {name: kind, type: text, title: 类型}
// example: {body: 吉林省}

OPTIONAL MATCH (known:Institution|Region|Park)
WHERE known.name = $body OR $body IN known.aliases
WITH count(known) AS exact
MATCH (body:Institution|Region|Park)
WHERE body.name = $body OR $body IN body.aliases
   OR (exact = 0 AND (body.name CONTAINS $body OR $body CONTAINS body.name))
MATCH (body)-[r:PARTNERS_WITH]-(partner:Institution|Region|Park)
MATCH (d:Document {id: r.document})
RETURN body.name AS body, partner.name AS partner,
       CASE labels(partner)[0] WHEN 'Region' THEN '地区' WHEN 'Park' THEN '园区' ELSE '机构' END AS kind,
       r.evidence AS evidence,
       CASE WHEN d.number IS NULL THEN d.title ELSE d.title + '（' + d.number + '）' END AS document,
       r.measure AS measure, r.start AS start, r.end AS `end`, d.id AS document_id
ORDER BY body, kind, partner, coalesce(d.date, ''), document, start, `end`, r.id
