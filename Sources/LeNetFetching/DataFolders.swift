public import LeNetCatalog
#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The folders in which data sets are kept and looked for.
public struct DataFolders: Hashable, Sendable {
  /// Where data sets are fetched to; nil where there is no home folder.
  public let own: String?
  /// Where they are looked for, in this order.
  public let searched: [String]

  /// The folders of a user.
  ///
  /// Fetched sets go to `named` where that is given, otherwise to `lenet` in the XDG data folder
  /// (`$XDG_DATA_HOME`, or `~/.local/share`). They are looked for there, and in `data` below the
  /// current folder, in Keras' `~/.keras/datasets`, and in `/usr/share/datasets` of Debian's
  /// packages; in each of them also where torchvision puts them.
  public init(
    named: String? = nil, environment: (String) -> String? = DataFolders.environment
  ) {
    let home = environment("HOME").flatMap { $0.isEmpty ? nil : $0 }
    // The specification wants a path that is not absolute to be ignored.
    let shared =
      environment("XDG_DATA_HOME").flatMap { $0.hasPrefix("/") ? $0 : nil }
      ?? home.map { "\($0)/.local/share" }
    let usual = shared.map { "\($0)/lenet" }
    own = named ?? usual
    searched =
      [named, usual, "data", home.map { "\($0)/.keras/datasets" }, "/usr/share/datasets"]
      .compactMap { $0 }
  }

  /// A variable of the process, or nil where it is not set.
  public static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }
}

extension KnownDataset {
  /// The folder in which the set's files lie, the first that has all of them; nil where none has.
  ///
  /// Only names are looked at. `load` finds out what the files are, `verify` says it.
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

  /// The folders below a data folder that the set's files may be in.
  private var places: [String] {
    var places = [folder]
    if !torchvisionFolder.isEmpty { places.append(torchvisionFolder) }
    // Files right in the folder say which set they are by names that no other set has.
    if format != .idx { places.append("") }
    // Where newer versions of Keras unpack it.
    if format == .cifar10 { places.append("cifar-10-batches-py-target") }
    return places
  }

  /// Looks at every file in the folder that `location(in:)` gave, and at the archive that they are
  /// from where it lies there too.
  public func verify(in location: String) -> [FileVerification] {
    let begun = forms.first { $0.here.isBegun(in: location) } ?? forms.first
    let unpacked = begun?.here.verify(in: location) ?? []
    return unpacked + (members.isEmpty ? [] : files.compactMap { archive($0, of: location) })
  }

  private func archive(_ file: KnownFile, of location: String) -> FileVerification? {
    let archive = DatasetForm(
      subfolder: "", files: [.init(name: file.name, size: file.size, digest: file.digest)])
    return ["", "/.."].map { location + $0 }.first { archive.isComplete(in: $0) }
      .map { archive.verify(in: $0) }?.first
  }

  /// The known sets of whose files there are some in a folder, and what these are like.
  ///
  /// Where files of one name belong to several sets, as those of MNIST, Fashion-MNIST and KMNIST,
  /// the set counts of which the most are right, and of equally many that of the folder's name.
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
  /// Whether the file's bytes say that it is the one.
  fileprivate var isProven: Bool {
    switch state {
    case .right(.digest), .right(.content), .right(.ownChecksum): true
    case .right(.size), .right(.presence), .wrong, .missing: false
    }
  }
}
