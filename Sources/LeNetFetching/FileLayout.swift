import LeNetCatalog
import LeNetFiles
import LeNetModel

/// A set of files that a data set can be read from.
struct FileLayout: Sendable {
  /// The subfolder of the files in the data set's folder; empty for that folder itself.
  let subfolder: String
  let files: [File]

  /// A file of the set, with its known digests and sizes.
  struct File: Sendable {
    /// The name without its folder, as published.
    let name: String
    var size: Int?
    var digest: FileDigest?
    /// SHA-256 and size of the decompressed content.
    var content: String?
    var contentSize: Int?

    /// The name without `.gz` or `.bz2`; nil for another name.
    var unpackedName: String? { unpackedFileName(name) }

    /// The file's name in a folder, compressed or not; nil if it is missing.
    func found(in folder: String) -> String? {
      [name, unpackedName].compactMap { $0 }.first { PathKind("\(folder)/\($0)") == .other }
    }
  }

  /// Whether all files exist in their subfolder of this folder; does not check their content.
  func isComplete(in folder: String) -> Bool {
    files.allSatisfy { $0.found(in: place(in: folder)) != nil }
  }

  /// Whether any of the files exists.
  func isBegun(in folder: String) -> Bool {
    files.contains { $0.found(in: place(in: folder)) != nil }
  }

  /// The same files directly in a folder.
  var here: FileLayout { FileLayout(subfolder: "", files: files) }

  /// The folder of the files, below this one.
  func place(in folder: String) -> String {
    subfolder.isEmpty ? folder : "\(folder)/\(subfolder)"
  }
}

extension KnownDataset {
  /// The possible sets of files; a fetch gives the first.
  var forms: [FileLayout] {
    switch format {
    case .cifar10:
      [
        FileLayout(
          subfolder: KnownDataset.cifarFolder,
          files: members.map { member in
            .init(
              name: String(member.name.dropFirst(KnownDataset.cifarFolder.count + 1)),
              size: member.size)
          }),
        FileLayout(
          subfolder: "cifar-10-batches-py",
          files: KnownDataset.cifarPythonBatches.map { .init(name: $0.name, digest: .md5($0.md5)) }),
      ]
    case .emnist:
      [
        FileLayout(
          subfolder: "",
          files: members.map { member in
            // An IDX file's header has four bytes and four more for each size.
            let count = member.name.contains("-train-") ? training : test
            let size = member.name.contains("-images-") ? 16 + count * shape.count : 8 + count
            return .init(name: member.name, size: member.size, contentSize: size)
          })
      ]
    case .idx, .qmnist, .usps:
      [
        FileLayout(
          subfolder: "",
          files: files.map {
            .init(
              name: $0.name, size: $0.size, digest: $0.digest, content: $0.content,
              contentSize: $0.contentSize)
          })
      ]
    }
  }
}
