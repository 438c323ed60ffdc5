import LeNet
import LeNetCatalog
import LeNetFetching
import LeNetText

extension Listing {
  /// The known data sets and where they are.
  static func data(in folders: DataFolders) -> Listing {
    var listing = Listing(
      table: TextTable(columns: [
        .init("name"), .init("images"), .init("training", .right), .init("test", .right),
        .init("classes", .right), .init("where"),
      ]))
    for dataset in KnownDataset.all {
      let location = dataset.location(in: folders)
      listing.table.addRow([
        dataset.name, dataset.shape.text, dataset.training.grouped,
        dataset.test.grouped, "\(dataset.classes.count)",
        dataset.isEmbedded ? "built in" : location ?? toFetch(dataset),
      ])
      listing.objects.append(object(dataset, location: location))
    }
    listing.notes =
      licences() + [
        "Not built in: lenet data fetch NAME, then --data NAME.",
        "Your own: --data PATH, a folder of pictures, CSV, .npz or IDX. 'lenet data inspect PATH' finds "
          + "problems in it.",
      ]
    return listing
  }

  /// The size to fetch: `to fetch, 30.9 MB`.
  private static func toFetch(_ dataset: KnownDataset) -> String {
    let isKnown = dataset.files.allSatisfy { $0.size != nil }
    return isKnown ? "to fetch, \(FetchProgress.megabytes(dataset.knownBytes)) MB" : "to fetch"
  }

  private static func object(_ dataset: KnownDataset, location: String?) -> JSON {
    .object([
      "name": .string(dataset.name), "title": .string(dataset.title),
      "images": dataset.shape.json, "training": .integer(dataset.training),
      "test": .integer(dataset.test), "classes": .array(dataset.classes.map { .string($0) }),
      "licence": .string(dataset.licence), "page": .string(dataset.page),
      "builtIn": .bool(dataset.isEmbedded),
      "folder": location.map { .string($0) } ?? .null,
    ])
  }

  /// The licences of the sets, one line per archive.
  private static func licences() -> [String] {
    var folders: [String] = []
    for dataset in KnownDataset.all where !folders.contains(dataset.folder) {
      folders.append(dataset.folder)
    }
    return folders.compactMap { folder in
      KnownDataset.all.first { $0.folder == folder }.map { "\(folder): \($0.licence)." }
    }
  }
}
