public import LeNetCatalog

/// The events of a fetch.
public enum FetchEvent: Hashable, Sendable {
  /// The fetch waits for another process in the folder.
  case waiting(folder: String)
  /// A file already exists and is right.
  case present(file: String)
  /// A request for a file starts; an earlier try left `from` bytes of it.
  case started(file: String, address: String, from: Int)
  /// The received bytes of the file, and its total bytes if known.
  case progress(file: String, bytes: Int, size: Int?)
  /// A server did not give the file; the fetch tries the next one.
  case failed(file: String, MirrorFailure)
  /// A file is complete, right, and has its name.
  case fetched(file: String, bytes: Int, address: String)
  /// A file is unpacked from an archive and has its name.
  case unpacked(file: String, bytes: Int)
}

/// Why one server did not give a file.
public struct MirrorFailure: Hashable, Sendable, CustomStringConvertible {
  /// The address of the first request.
  public let address: String
  /// The problem with that server.
  public let problem: MirrorProblem

  /// A problem with the server at an address.
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

/// The possible problems with one server.
public enum MirrorProblem: Error, Hashable, Sendable {
  /// The server did not answer; libcurl's message.
  case noAnswer(String)
  /// The answer ended early; libcurl's message.
  case brokeOff(String)
  /// Too few bytes came in this many seconds.
  case stalled(seconds: Int)
  /// The HTTP status is not a success.
  case status(Int)
  /// The server redirected to an address that is not https.
  case redirected(to: String)
  /// The server redirected more often than the limit.
  case redirectedTooOften(Int)
  /// The offered or sent file has another size.
  case size(found: Int, expected: Int)
  /// The file is larger than the limit, in bytes.
  case tooLarge(limit: Int)
  /// The answer is a web page.
  case webPage
  /// The answer is another range of the file than requested.
  case range(String)
  /// The bytes do not have the published digest.
  case digest(found: String, expected: FileDigest)

  /// Whether the server did not answer.
  var isSilence: Bool {
    if case .noAnswer = self { true } else { false }
  }

  /// Whether the received bytes may be wrong, so the file has to be fetched from its beginning.
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
    case .stalled(let seconds): "sent almost nothing for \(seconds) seconds"
    case .status(let status): "answered with status \(status)"
    case .redirected(let address): "redirects to \(address), which is not https"
    case .redirectedTooOften(let count): "redirected more than \(count) times"
    case .size(let found, let expected): "has \(found) bytes, expected \(expected)"
    case .tooLarge(let limit): "sent more than \(limit) bytes"
    case .webPage: "sent a web page"
    case .range(let found): "sent another range of the file than requested (\(found))"
    case .digest(let found, let expected):
      "sent other bytes than were published (\(expected.function) \(found), "
        + "expected \(expected.text))"
    }
  }
}
