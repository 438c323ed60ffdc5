public import LeNetImages
import LeNetText

/// Why a folder of pictures cannot be read as a data set.
public enum PictureSetError: Error, Equatable, Sendable {
  /// Something that every data set must have is missing.
  case data(DatasetError)
  /// Pictures that cannot be read: how many, the first of them and why.
  case unreadable(count: Int, first: String, ImageError)
  /// Pictures without ink: how many, and the first of them.
  case noInk(count: Int, first: String)
  /// A part has no picture in any folder.
  case noPictures(folder: String)
  /// There are more pixels than a data set may have.
  case tooLarge(folder: String, pictures: Int)
}

extension PictureSetError: CustomStringConvertible {
  /// One sentence for a person.
  public var description: String {
    switch self {
    case .data(let error): error.description
    case .unreadable(let count, let first, let error):
      "\(Self.number(count)) cannot be read, the first of them \(first): \(error)"
    case .noInk(let count, let first):
      "\(Self.number(count)) \(count == 1 ? "shows" : "show") no ink, the first of them \(first): remove them, or choose the "
        + "preparation resize."
    case .noPictures(let folder):
      "The folder \(folder) has no pictures in folders of its own: put those of each class into a "
        + "folder with the name of the class."
    case .tooLarge(let folder, let pictures):
      "The folder \(folder) has \(Self.number(pictures)), together more than the \(IDX.largestFile) pixels "
        + "of a data set: choose a smaller input."
    }
  }

  private static func number(_ count: Int) -> String {
    count == 1 ? "1 picture" : "\(count.grouped) pictures"
  }
}
