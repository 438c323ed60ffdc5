public import LeNetModel

/// A published data set that the program knows by name: what it holds and where it comes from.
///
/// Plain data. Nothing is fetched by looking at it, by loading it or by training on it; that is
/// `DatasetFetcher`'s work.
public struct KnownDataset: Hashable, Sendable {
  /// The name on the command line: `fashion-mnist`.
  public let name: String
  /// The name that people write: `Fashion-MNIST`.
  public let title: String
  /// The size of one image.
  public let shape: Shape
  /// Number of training images.
  public let training: Int
  /// Number of test images.
  public let test: Int
  /// The names of the classes, in the order of their numbers.
  public let classes: [String]
  /// Who made it and under which licence, in one line.
  public let licence: String
  /// Its page.
  public let page: String
  /// The files that it is published as.
  public let files: [KnownFile]
  /// What is unpacked of the one archive that it is published as; empty for plain files.
  public let members: [ArchiveMember]
  /// How its images and labels are written.
  public let format: Format
  /// The folder inside a data folder; sets of one archive share it.
  public let folder: String
  /// Where torchvision has it, below the folder that it was given.
  package let torchvisionFolder: String

  /// How the images and labels of a known set are written.
  public enum Format: Hashable, Sendable {
    /// IDX files under MNIST's names.
    case idx
    /// IDX files of a split, images with rows and columns exchanged.
    case emnist(split: String)
    /// IDX images and labels with eight numbers each.
    case qmnist
    /// A line of text an image, in bzip2.
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
  /// All of them, in the order in which they are listed.
  public static let all: [KnownDataset] =
    [mnist, fashionMNIST, kmnist] + emnist + [qmnist, usps, cifar10]

  /// The one of that name, or nil.
  public static func find(_ name: String) -> KnownDataset? { all.first { $0.name == name } }

  /// Whether it is part of the program, as MNIST is.
  public var isEmbedded: Bool { name == "mnist" }

  /// Bytes to fetch, of the files whose size a source says.
  public var knownBytes: Int { files.compactMap(\.size).reduce(0, +) }
}
