public import LeNetCatalog
import LeNetFiles
#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The folders for data sets.
public struct DataFolders: Hashable, Sendable {
  /// The folder for fetched data sets; nil if there is no home folder.
  public let own: String?
  /// The folders to search, in this order.
  public let searched: [String]

  /// The folders of a user.
  ///
  /// Fetched sets go to `named` if given, otherwise to `lenet` in the XDG data folder
  /// (`$XDG_DATA_HOME`, or `~/.local/share`). The search covers that folder, `data` below the
  /// current folder, Keras's `~/.keras/datasets`, and `/usr/share/datasets` of Debian's
  /// packages, each with torchvision's subfolders.
  public init(
    named: String? = nil, environment: (String) -> String? = DataFolders.environment
  ) {
    let home = environment("HOME").flatMap { $0.isEmpty ? nil : $0 }
    // The specification says to ignore a relative path.
    let shared =
      environment("XDG_DATA_HOME").flatMap { $0.hasPrefix("/") ? $0 : nil }
      ?? home.map { "\($0)/.local/share" }
    let usual = shared.map { "\($0)/lenet" }
    own = named ?? usual
    searched =
      [named, usual, "data", home.map { "\($0)/.keras/datasets" }, "/usr/share/datasets"]
      .compactMap { $0 }
  }

  /// An environment variable; nil if it is not set.
  public static func environment(_ name: String) -> String? {
    getenv(name).map { String(pathBytes: $0) }
  }
}

extension KnownDataset {
  /// The folder in which the set's files lie, the first that has all of them; nil if none has.
  ///
  /// It compares only names. `load` and `verify` check the content.
  public func location(in folders: DataFolders) -> String? {
    for root in folders.searched {
      for place in places {
        let folder = place.isEmpty ? root : "\(root)/\(place)"
        if let form = forms.first(where: { $0.isComplete(in: folder) }) {
          return form.place(in: folder)
        }
      }
    }
    return nil
  }

  /// The folders below a data folder that may contain the set's files.
  private var places: [String] {
    var places = [folder]
    if !torchvisionFolder.isEmpty { places.append(torchvisionFolder) }
    // Files directly in the folder count only if their names are unique to the set.
    if format != .idx { places.append("") }
    // Newer versions of Keras unpack it here.
    if format == .cifar10 { places.append("cifar-10-batches-py-target") }
    return places
  }

  /// Checks every file in the folder that `location(in:)` returned, and their archive
  /// if it is there too.
  public func verify(in location: String) -> [FileVerification] {
    let begun = forms.first { $0.here.isBegun(in: location) } ?? forms.first
    let unpacked = begun?.here.verify(in: location) ?? []
    return unpacked + (members.isEmpty ? [] : files.compactMap { archive($0, of: location) })
  }

  private func archive(_ file: KnownFile, of location: String) -> FileVerification? {
    let archive = FileLayout(
      subfolder: "", files: [.init(name: file.name, size: file.size, digest: file.digest)])
    return ["", "/.."].map { location + $0 }.first { archive.isComplete(in: $0) }
      .map { archive.verify(in: $0) }?.first
  }

  /// The known sets with files in a folder, and the states of these files.
  ///
  /// If several sets have the same file names, as MNIST, Fashion-MNIST and KMNIST,
  /// the set with the most right files counts, and among equals that of the folder's name.
  public static func recognized(
    in folder: String
  ) -> [(dataset: KnownDataset, files: [FileVerification])] {
    let meant = meant(by: folder)
    var best: [[String]: (dataset: KnownDataset, files: [FileVerification])] = [:]
    var order: [[String]] = []
    for dataset in all {
      for form in dataset.forms {
        for place in form.subfolder.isEmpty ? [form] : [form, form.here]
        where place.isBegun(in: folder) {
          let files = place.verify(in: folder)
          let names = files.map(\.name).sorted()
          let right = files.count(where: \.isProven)
          guard let old = best[names] else {
            best[names] = (dataset, files)
            order.append(names)
            continue
          }
          let most = old.files.count(where: \.isProven)
          if right > most || right == most && dataset == meant { best[names] = (dataset, files) }
        }
      }
    }
    return order.compactMap { best[$0] }
  }
}

extension FileVerification {
  /// Whether the file's bytes identify it.
  fileprivate var isProven: Bool {
    switch state {
    case .right(.digest), .right(.content), .right(.ownChecksum): true
    case .right(.size), .right(.presence), .wrong, .missing: false
    }
  }
}
