public import LeNetCatalog

/// What happens while a data set is fetched, for whoever wants to show it.
public enum FetchEvent: Hashable, Sendable {
  /// Another process is at work in the folder, and is waited for.
  case waiting(folder: String)
  /// A file is there already and is what it should be.
  case present(file: String)
  /// A file is asked for; `from` bytes of it are there from an earlier try.
  case started(file: String, address: String, from: Int)
  /// Bytes of the file that are there, and of all of it where that is known.
  case progress(file: String, bytes: Int, size: Int?)
  /// A place did not give the file; the next one is tried.
  case failed(file: String, MirrorFailure)
  /// A file has been fetched, found right and got its name.
  case fetched(file: String, bytes: Int, address: String)
  /// A file has been unpacked out of an archive and got its name.
  case unpacked(file: String, bytes: Int)
}

/// Why one place did not give a file.
public struct MirrorFailure: Hashable, Sendable, CustomStringConvertible {
  /// The address that was asked first.
  public let address: String
  /// What went wrong there.
  public let problem: MirrorProblem

  /// A problem with the place at an address.
  package init(address: String, problem: MirrorProblem) {
    self.address = address
    self.problem = problem
  }

  /// The host and the problem.
  public var description: String { "\(host): \(problem)" }

  /// The address without its path.
  public var host: String {
    let rest = address.split(separator: "//", maxSplits: 1).last ?? Substring(address)
    return String(rest.prefix { $0 != "/" })
  }
}

/// What can go wrong with one place.
public enum MirrorProblem: Error, Hashable, Sendable {
  /// No answer at all; libcurl's words.
  case noAnswer(String)
  /// The answer broke off; libcurl's words.
  case brokeOff(String)
  /// Too little came for too long; seconds.
  case stalled(seconds: Int)
  /// Another status than success.
  case status(Int)
  /// Sent elsewhere where nothing is fetched from.
  case redirected(to: String)
  /// Sent elsewhere again and again.
  case redirectedTooOften(Int)
  /// The file offered or sent has another size.
  case size(found: Int, expected: Int)
  /// More came than a file may have.
  case tooLarge(limit: Int)
  /// The answer is a web page.
  case webPage
  /// Another part of the file came than was asked for.
  case range(String)
  /// The bytes are not those that were published.
  case digest(found: String, expected: FileDigest)

  /// Whether nothing was heard of the server.
  var isSilence: Bool {
    if case .noAnswer = self { true } else { false }
  }

  /// Whether what is there of the file may be wrong, so that its beginning is to be fetched again.
  var spoils: Bool {
    switch self {
    case .size, .tooLarge, .webPage, .range, .digest, .status(416): true
    default: false
    }
  }
}

extension MirrorProblem: CustomStringConvertible {
  /// The end of a sentence that begins with the host.
  public var description: String {
    switch self {
    case .noAnswer(let reason), .brokeOff(let reason): reason
    case .stalled(let seconds): "sent next to nothing for \(seconds) seconds"
    case .status(let status): "answered with status \(status)"
    case .redirected(let address): "sends to \(address), which is not https"
    case .redirectedTooOften(let count): "sent elsewhere more than \(count) times"
    case .size(let found, let expected): "has \(found) bytes, expected \(expected)"
    case .tooLarge(let limit): "sent more than \(limit) bytes"
    case .webPage: "sent a web page"
    case .range(let found): "sent another part of the file than was asked for (\(found))"
    case .digest(let found, let expected):
      "sent other bytes than were published (\(expected.function) \(found), "
        + "expected \(expected.text))"
    }
  }
}
