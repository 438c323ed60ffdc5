public import LeNetFiles

/// What is wrong with an archive of files.
public enum ArchiveError: Error, Hashable, Sendable {
  /// The file cannot be read.
  case unreadable(FileReadingError)
  /// The file is not an archive of the kind that its name says.
  case notAnArchive
  /// The archive ends early, or its header contradicts itself.
  case damaged(String)
  /// The directory of a zip archive does not fit the file.
  case directory(String)
  /// A member does not lie where the directory says.
  case member(String, String)
  /// The archive lacks a file that it should have.
  case noMember(String)
  /// A file is in it twice.
  case repeatedMember(String)
  /// A file in it is compressed by a method that this program does not know.
  case unknownMethod(member: String, Int)
  /// A file in it is larger than it may be.
  case tooLarge(member: String, bytes: Int, limit: Int)
  /// A file in it has another size than it should.
  case size(member: String, found: Int, expected: Int)
  /// A file in it does not match its CRC-32.
  case checksum(member: String)
  /// The compressed data are damaged.
  case gzip(GzipError)
}

extension ArchiveError: CustomStringConvertible {
  /// What is wrong and what to do, as a sentence without the name of the archive.
  public var description: String {
    let again = "delete it and fetch it again"
    return switch self {
    case .unreadable(let error): error.problem
    case .notAnArchive: "is not an archive; \(again)"
    case .damaged(let what), .directory(let what), .member(_, let what):
      "the archive is damaged (\(what)); \(again)"
    case .noMember(let member): "there is no \(member) in the archive; \(again)"
    case .repeatedMember(let member): "\(member) is in the archive twice; \(again)"
    case .unknownMethod(let member, let method):
      "\(member) is compressed by method \(method), expected 0 or 8; \(again)"
    case .tooLarge(let member, let bytes, let limit):
      "\(member) has \(bytes) bytes, more than the \(limit) allowed; \(again)"
    case .size(let member, let found, let expected):
      "\(member) has \(found) bytes, expected \(expected); \(again)"
    case .checksum(let member): "\(member) does not match its checksum; \(again)"
    case .gzip(let error): "\(error)"
    }
  }
}
