// name: targets_compared
// title: {zh: 两份文件的目标比较, en: Targets of two documents compared}
// topic: 目标
// order: 302
// about: 两份文件里同一指标各定了多少；只有一份文件定下的指标也列出，另一栏空着。
// parameters:
//   - name: first
//     type: entity
//     labels: [Document]
//     title: 文件一
//     about: 标题、文号或其中几个字
//   - name: second
//     type: entity
//     labels: [Document]
//     title: 文件二
//     about: 标题、文号或其中几个字
// columns:
//   - {name: indicator, type: text, title: 指标}
//   - {name: first, type: text, title: 文件一}
//   - {name: second, type: text, title: 文件二}
//   - {name: second_evidence, type: sentence, title: 文件二的依据}
// example: {first: 吉发〔2021〕33号, second: 吉政办发〔2022〕26号}

MATCH (one:Document)
WHERE one.loaded
  AND (one.name = $first OR $first IN one.aliases OR one.number = $first OR one.title CONTAINS $first)
WITH one ORDER BY CASE WHEN one.name = $first OR one.number = $first THEN 0 ELSE 1 END, one.name, one.id LIMIT 1
MATCH (two:Document)
WHERE two.loaded AND two.id <> one.id
  AND (two.name = $second OR $second IN two.aliases OR two.number = $second OR two.title CONTAINS $second)
WITH one, two ORDER BY CASE WHEN two.name = $second OR two.number = $second THEN 0 ELSE 1 END, two.name, two.id LIMIT 1
UNWIND [one.id, two.id] AS here
WITH one, two, here, CASE WHEN here = one.id THEN two.id ELSE one.id END AS there
MATCH (t:Target {document: here})<-[r:SETS_TARGET]-(:Measure|Document)
WHERE t.kind = 'target'
OPTIONAL MATCH (u:Target {document: there})<-[s:SETS_TARGET]-(:Measure|Document)
WHERE u.kind = 'target' AND u.unit = t.unit AND (u.indicator CONTAINS t.indicator OR t.indicator CONTAINS u.indicator)
WITH one, here, t, r, u, s
WHERE here = one.id OR u IS NULL
MATCH (d:Document {id: here})
WITH d, r, s, t.indicator AS indicator, here = one.id AS left_side,
     CASE WHEN t.year = '' THEN '' ELSE t.year + '年 ' END
       + CASE t.comparator WHEN '>=' THEN '≥' WHEN '<=' THEN '≤' WHEN '~' THEN '≈' ELSE t.comparator END
       + ' ' + t.figure + t.unit AS mine,
     CASE WHEN u IS NULL THEN '' ELSE CASE WHEN u.year = '' THEN '' ELSE u.year + '年 ' END
       + CASE u.comparator WHEN '>=' THEN '≥' WHEN '<=' THEN '≤' WHEN '~' THEN '≈' ELSE u.comparator END
       + ' ' + u.figure + u.unit END AS theirs
RETURN indicator, CASE WHEN left_side THEN mine ELSE '' END AS first,
       CASE WHEN left_side THEN theirs ELSE mine END AS second,
       CASE WHEN left_side THEN coalesce(s.evidence, '') ELSE r.evidence END AS second_evidence,
       r.evidence AS evidence,
       CASE WHEN d.number IS NULL THEN d.title ELSE d.title + '（' + d.number + '）' END AS document,
       r.measure AS measure, r.start AS start, r.end AS `end`, d.id AS document_id
ORDER BY indicator, first, second, coalesce(d.date, ''), document, start, `end`, r.id, s.id
