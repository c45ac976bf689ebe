// name: mentions_of_name
// title: {zh: 某名称见于哪些文件, en: In which documents a name occurs}
// topic: 文件
// order: 503
// about: 一个名称在哪些文件里出现、写成什么样、出现几次；没有任何关系的名称也能查到出处。
// parameters:
//   - name: name
//     type: entity
//     labels: [Institution, Platform, Programme, Park, Industry, Technology, Region]
//     title: 名称
//     about: 任何实体的名称或别名
// columns:
//   - {name: name, type: entity, labels: [Institution, Platform, Programme, Park, Industry, Technology, Region], title: 名称}
//   - {name: kind, type: text, title: 类型}
//   - {name: wordings, type: list, title: 文中写法}
//   - {name: times, type: integer, title: 次数}
// example: {name: 吉林大学}

OPTIONAL MATCH (known:Institution|Platform|Programme|Park|Industry|Technology|Region)
WHERE known.name = $name OR $name IN known.aliases
WITH count(known) AS exact
MATCH (x:Institution|Platform|Programme|Park|Industry|Technology|Region)
WHERE x.name = $name OR $name IN x.aliases
   OR (exact = 0 AND (x.name CONTAINS $name OR $name CONTAINS x.name))
MATCH (:Document)-[r:MENTIONS]->(x)
MATCH (d:Document {id: r.document})
RETURN x.name AS name,
       CASE labels(x)[0] WHEN 'Platform' THEN '平台' WHEN 'Park' THEN '园区' WHEN 'Programme' THEN '计划'
         WHEN 'Institution' THEN '机构' WHEN 'Region' THEN '地区' WHEN 'Industry' THEN '产业' ELSE '技术' END AS kind,
       r.names AS wordings, r.count AS times,
       r.evidence AS evidence,
       CASE WHEN d.number IS NULL THEN d.title ELSE d.title + '（' + d.number + '）' END AS document,
       r.measure AS measure, r.start AS start, r.end AS `end`, d.id AS document_id
ORDER BY name, kind, times DESC, coalesce(d.date, ''), document, start, `end`, r.id
