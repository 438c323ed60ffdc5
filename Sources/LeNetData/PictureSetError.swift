import LeNetImages
import LeNetText
import LeNetModel

/// Why a folder of pictures cannot be read as a data set.
public enum PictureSetError: Error, Equatable, Sendable {
  /// The files do not form a data set.
  case data(DatasetError)
  /// Some pictures cannot be read.
  case unreadable([DamagedPicture])
  /// Some pictures have no ink: their count, and the first of them.
  case noInk(count: Int, first: String)
  /// A split has no picture in any folder.
  case noPictures(folder: String)
  /// There are more pixels than a data set may have.
  case tooLarge(folder: String, pictures: Int)
}

extension PictureSetError: CustomStringConvertible {
  /// What is wrong and what to do, in one sentence.
  public var description: String {
    switch self {
    case .data(let error): error.description
    case .unreadable(let damaged):
      "\(damaged.count.of("picture")) cannot be read: "
        + damaged.map { "\($0.path) (\($0.error))" }.joined(separator: ", ")
        + "; replace, remove or skip \(damaged.count == 1 ? "it" : "them")"
    case .noInk(let count, let first):
      "\(count.of("picture")) \(count == 1 ? "shows" : "show") no ink, the first is \(first); remove them, or choose the "
        + "preparation resize"
    case .noPictures(let folder):
      "the folder \(folder) has no folders with pictures; put those of each class into a folder with "
        + "the name of the class"
    case .tooLarge(let folder, let pictures):
      "the folder \(folder) has \(pictures.of("picture")), together more than the \(DataMemory.limit) pixels "
        + "of a data set; choose a smaller input"
    }
  }
}
