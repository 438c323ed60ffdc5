public import LeNetModel

/// A published data set with a name: its content and its sources.
///
/// Plain data. Reading it, loading it and training on it never fetch anything; only
/// `DatasetFetcher` does.
public struct KnownDataset: Hashable, Sendable {
  /// The name, such as `fashion-mnist`.
  public let name: String
  /// The title for people: `Fashion-MNIST`.
  public let title: String
  /// The size of one image.
  public let shape: Shape
  /// Number of training images.
  public let training: Int
  /// Number of test images.
  public let test: Int
  /// The names of the classes, in the order of their numbers.
  public let classes: [String]
  /// Its authors and licence, in one line.
  public let licence: String
  /// The address of its web page.
  public let page: String
  /// The published files.
  public let files: [KnownFile]
  /// The members to unpack from its archive; empty for plain files.
  public let members: [ArchiveMember]
  /// The file format of its images and labels.
  public let format: Format
  /// Its folder inside a data folder; sets from one archive share it.
  public let folder: String
  /// Its subfolder in torchvision's data folder.
  package let torchvisionFolder: String

  /// The file formats of known sets.
  public enum Format: Hashable, Sendable {
    /// IDX files under MNIST's names.
    case idx
    /// IDX files of a split, images with rows and columns exchanged.
    case emnist(split: String)
    /// IDX images and labels with eight numbers each.
    case qmnist
    /// One line of text per image, in bzip2.
    case usps
    /// CIFAR-10's batches, binary or of Python.
    case cifar10
  }

  package init(
    name: String, title: String, shape: Shape, training: Int, test: Int, classes: [String],
    licence: String, page: String, files: [KnownFile], members: [ArchiveMember] = [],
    format: Format, folder: String? = nil, torchvisionFolder: String = ""
  ) {
    self.name = name
    self.title = title
    self.shape = shape
    self.training = training
    self.test = test
    self.classes = classes
    self.licence = licence
    self.page = page
    self.files = files
    self.members = members
    self.format = format
    self.folder = folder ?? name
    self.torchvisionFolder = torchvisionFolder
  }
}

extension KnownDataset {
  /// All known sets, in the order of lists.
  public static let all: [KnownDataset] =
    [mnist, fashionMNIST, kmnist] + emnist + [qmnist, usps, cifar10]

  /// The known set with that name, or nil.
  public static func find(_ name: String) -> KnownDataset? { all.first { $0.name == name } }

  /// Whether it is built into the program, as MNIST is.
  public var isEmbedded: Bool { name == "mnist" }

  /// The bytes to fetch, of the files with a known size.
  public var knownBytes: Int { files.compactMap(\.size).reduce(0, +) }
}
