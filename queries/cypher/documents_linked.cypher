// name: documents_linked
// title: {zh: 文件之间的落实与引用, en: How documents implement and cite one another}
// topic: 文件
// order: 502
// about: 哪份文件落实、修订或引用了哪份文件；指定一份文件时，它引用的和引用它的都列出。
// parameters:
//   - name: document
//     type: entity
//     labels: [Document]
//     title: 文件
//     about: 标题、文号或其中几个字；不填则看全部
//     default: ''
// columns:
//   - {name: source, type: entity, labels: [Document], title: 文件}
//   - {name: manner, type: text, title: 方式}
//   - {name: target, type: entity, labels: [Document], title: 被落实或引用的文件}

MATCH (a:Document)-[r:IMPLEMENTS|CITES]->(b:Document)
WHERE $document = '' OR any(x IN [a, b] WHERE x.name = $document OR $document IN coalesce(x.aliases, [])
   OR coalesce(x.number, '') = $document OR x.name CONTAINS $document)
MATCH (d:Document {id: r.document})
RETURN a.name AS source, CASE type(r) WHEN 'IMPLEMENTS' THEN '落实' ELSE coalesce(r.manner, '引用') END AS manner,
       b.name AS target,
       r.evidence AS evidence,
       CASE WHEN d.number IS NULL THEN d.title ELSE d.title + '（' + d.number + '）' END AS document,
       r.measure AS measure, r.start AS start, r.end AS `end`, d.id AS document_id
ORDER BY source, manner, target, coalesce(d.date, ''), document, start, `end`, r.id
