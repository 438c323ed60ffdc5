/// The time limits and other rules of a fetch.
public struct FetchRules: Hashable, Sendable {
  /// The time limit for a connection, including encryption.
  public var connectTimeout = Duration.seconds(20)
  /// The period in which `stallBytes` have to arrive.
  public var stallTime = Duration.seconds(30)
  /// The least bytes in `stallTime`; with fewer the server counts as stalled.
  public var stallBytes = 4096
  /// The most redirections.
  public var redirections = 5
  /// Whether plain http to 127.0.0.1 is allowed, for the tests' server.
  package var allowsLocalHTTP = false

  /// The default rules.
  public init() {}

  /// Whether an address is allowed: only https.
  func allows(_ address: String) -> Bool {
    if address.lowercased().hasPrefix("https://") { return true }
    let local = "http://127.0.0.1:"
    guard allowsLocalHTTP, address.hasPrefix(local) else { return false }
    // Behind a port something else may come than a path: `http://127.0.0.1:80@elsewhere/`.
    let rest = address.dropFirst(local.count).drop { $0.isASCII && $0.isNumber }
    return rest.isEmpty || rest.hasPrefix("/")
  }
}

extension Duration {
  /// The whole milliseconds, as C counts them.
  var milliseconds: Int {
    let (seconds, attoseconds) = components
    return Int(clamping: seconds * 1000 + attoseconds / 1_000_000_000_000_000)
  }
}
