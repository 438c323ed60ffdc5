/// How a fetch behaves towards servers: its patience and its limits.
public struct FetchRules: Hashable, Sendable {
  /// Time for a connection, its encryption included.
  public var connectTimeout = Duration.seconds(20)
  /// In each such time `stallBytes` have to come.
  public var stallTime = Duration.seconds(30)
  /// Fewer bytes than these in `stallTime` are a stalled server.
  public var stallBytes = 4096
  /// How often a server may send elsewhere.
  public var redirections = 5
  /// Plain http too, to 127.0.0.1 and nowhere else: the tests' own server.
  package var allowsLocalHTTP = false

  /// What `lenet data fetch` uses.
  public init() {}

  /// Whether an address may be asked: https, and nothing else.
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
