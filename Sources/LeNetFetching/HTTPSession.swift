import CCurl
import LeNetModel

/// Connections to servers, through libcurl.
final class HTTPSession {
  private let session: OpaquePointer
  private let rules: FetchRules
  private let stops: () -> Bool

  /// The result of a request.
  enum End {
    case complete
    case refused
    case stopped
    case stalled
    case failed(String)
  }

  /// Loads libcurl; throws if there is none.
  init(_ rules: FetchRules, stops: @escaping () -> Bool) throws(FetchError) {
    guard let session = ccurl_open() else { throw .noLibrary }
    self.session = session
    self.rules = rules
    self.stops = stops
  }

  deinit {
    ccurl_close(session)
  }

  /// Requests the bytes of one address from `offset` on; `body` gets them.
  ///
  /// Returns the result and the address of a redirection.
  func get(_ address: String, from offset: Int, into body: FetchedBody) -> (End, redirect: String?)
  {
    let sink = Sink(body: body, stops: stops)
    let range = offset > 0 ? "\(offset)-" : nil
    var response = CCurlResponse()
    let status = withExtendedLifetime(sink) {
      address.withCString { address in
        HTTPSession.agent.withCString { agent in
          withOptionalCString(range) { range in
            var request = CCurlRequest(
              address: address, user_agent: agent, range: range,
              allows_http: rules.allowsLocalHTTP,
              connect_milliseconds: rules.connectTimeout.milliseconds,
              stall_milliseconds: rules.stallTime.milliseconds,
              stall_bytes: Int64(rules.stallBytes))
            var receiver = sink.receiver
            return ccurl_get(session, &request, &receiver, &response)
          }
        }
      }
    }
    let redirect = text(of: &response.redirect)
    return (end(status, reason: text(of: &response.reason)), redirect.isEmpty ? nil : redirect)
  }

  private static let agent = "lenet (data sets; libcurl)"

  private func end(_ status: CCurlStatus, reason: String) -> End {
    switch status {
    case CCURL_OK: .complete
    case CCURL_REFUSED: .refused
    case CCURL_STOPPED: .stopped
    case CCURL_STALLED: .stalled
    default: .failed(reason)
    }
  }
}

/// The receiver of libcurl's callbacks.
private final class Sink {
  private let body: FetchedBody
  private let stops: () -> Bool

  init(body: FetchedBody, stops: @escaping () -> Bool) {
    self.body = body
    self.stops = stops
  }

  /// The callbacks, valid as long as this object.
  var receiver: CCurlReceiver {
    CCurlReceiver(
      context: Unmanaged.passUnretained(self).toOpaque(),
      head: { context, line, count in
        Sink.of(context)?.body.addHead(UnsafeRawBufferPointer(start: line, count: count))
      },
      body: { context, bytes, count in
        Sink.of(context)?.body.add(UnsafeRawBufferPointer(start: bytes, count: count)) ?? false
      },
      stops: { context in Sink.of(context)?.stops() ?? true })
  }

  private static func of(_ context: UnsafeMutableRawPointer?) -> Sink? {
    context.map { Unmanaged<Sink>.fromOpaque($0).takeUnretainedValue() }
  }
}

private func withOptionalCString<Result>(
  _ text: String?, _ body: (UnsafePointer<CChar>?) -> Result
) -> Result {
  guard let text else { return body(nil) }
  return text.withCString { body($0) }
}

/// The text of a C array of characters.
private func text<Characters>(of characters: inout Characters) -> String {
  withUnsafeBytes(of: &characters) { bytes in
    String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
  }
}
