import LeNetArchives

/// What is wrong with a NumPy archive or an array in it.
public enum NPZError: Error, Hashable, Sendable {
  /// The bytes are not a ZIP archive, or end early.
  case notZip
  /// The directory of the archive does not fit the file.
  case directory
  /// A member is encrypted, or compressed by a method that NumPy does not use; ZIP's number of the method.
  case method(member: String, Int)
  /// A member's compressed data are damaged.
  case damaged(member: String)
  /// A member claims more bytes than a data set or its compressed data can have.
  case tooLarge(member: String, bytes: Int)
  /// There is no array of that name; the names found.
  case missing(String, found: [String])
  /// A member is not a NumPy array, or its header is damaged.
  case header(member: String)
  /// There are test images but no training images.
  case onlyTest
  /// The elements have another type than expected; NumPy's name of the type found.
  case elements(member: String, found: String, expected: String)
  /// Labels are neither whole numbers nor text; NumPy's name of the type found.
  case labels(member: String, found: String)
  /// A label that should be a name is empty or not text.
  case name(member: String, position: Int)
  /// An array's sizes are not those of images or labels.
  case sizes(member: String, found: [Int], expected: String)
  /// The member has fewer or more bytes than its sizes say.
  case length(member: String, expected: Int, found: Int)
  /// An element is not from 0 to 255, unlike the others.
  case value(member: String, position: Int)
  /// An element is not a number, or infinite.
  case notFinite(member: String, position: Int)
  /// There are images but no labels.
  case noLabels(member: String)
}

extension NPZError {
  /// What a fault of the archive means for an array in it.
  init(_ error: ArchiveError, of member: ZipDirectory.Member) {
    switch error {
    case .unknownMethod: self = .method(member: member.path, member.method)
    case .tooLarge(_, let bytes, _): self = .tooLarge(member: member.path, bytes: bytes)
    case .unreadable, .notAnArchive, .damaged, .directory, .member, .noMember, .repeatedMember,
      .size, .checksum, .gzip:
      self = .damaged(member: member.path)
    }
  }
}

extension NPZError: CustomStringConvertible {
  /// What is wrong and what to do, as a sentence without the name of the file.
  public var description: String {
    switch self {
    case .notZip:
      "this is not a NumPy archive, or it ends early; copy or download the file again"
    case .directory:
      "the archive's directory does not fit the file; copy or download the file again"
    case .method(let member, let method):
      "\(member) is encrypted or compressed by ZIP's method \(method); "
        + "save with numpy.savez or numpy.savez_compressed"
    case .damaged(let member):
      "\(member) is damaged; copy or download the file again"
    case .tooLarge(let member, let bytes):
      "\(member) claims \(bytes) bytes, more than 64 MB and \(ByteReader.mostGrowth) times its size in the "
        + "file; store it uncompressed with numpy.savez, or divide the data set"
    case .missing(let name, let found):
      "there is no array \(name), found \(found.isEmpty ? "none" : found.joined(separator: ", ")); "
        + "name the arrays x_train, y_train, x_test and y_test"
    case .onlyTest:
      "there are only test images, enough to evaluate a model, but not to train one; add the arrays x_train and y_train"
    case .header(let member):
      "\(member) is not a NumPy array; save it with numpy.savez"
    case .elements(let member, let found, let expected):
      "\(member) has elements of type \(found), expected \(expected); convert it"
    case .labels(let member, let found):
      "\(member) has elements of type \(found), expected whole numbers or text; convert it, numbers with "
        + "y.astype('int64'), names with y.astype('U')"
    case .name(let member, let position):
      "element \(position) of \(member) is empty or not text; expected the name of a class"
    case .sizes(let member, let found, let expected):
      "\(member) has the sizes \(found.map(String.init).joined(separator: " x ")), expected "
        + "\(expected); \(Self.isOneHot(found, expected) ? "a row needs one 1 and else 0, or take y.argmax(axis=1)" : "reshape it")"
    case .length(let member, let expected, let found):
      "\(member) has \(found) bytes of elements, expected \(expected); copy or download the file "
        + "again"
    case .value(let member, let position):
      "element \(position) of \(member) is not a whole number from 0 to 255, unlike the others; convert the array"
    case .notFinite(let member, let position):
      "element \(position) of \(member) is not a number, or infinite; convert the array"
    case .noLabels(let member):
      "there are no labels for \(member); add them, or let a model answer the images"
    }
  }

  /// Whether labels have a row for each image, as one-hot ones have.
  private static func isOneHot(_ sizes: [Int], _ expected: String) -> Bool {
    sizes.count == 2 && sizes[1] > 1 && expected.contains("label")
  }
}
