import Foundation
import LeNetData
import LeNetFetching
import LeNetTestSupport
import Synchronization
import Testing

@Suite("Proxies of the environment")
struct FetchProxyTests {
  /// Notes the first line or byte of each connection and hangs up.
  private final class Listener: Sendable {
    private let log = Mutex<[String]>([])
    private let listener: LoopbackListener

    init() throws {
      listener = try LoopbackListener()
      listener.start { [weak self] descriptor in
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = max(0, recv(descriptor, &buffer, buffer.count, 0))
        // A connection that begins with encryption, 22, is asked for the file itself.
        let text = String(decoding: buffer[..<count], as: UTF8.self)
        let first = buffer[0] == 22 ? "encryption" : text.components(separatedBy: "\r\n")[0]
        self?.log.withLock { $0.append(first) }
        close(descriptor)
      }
    }

    var port: Int { listener.port }
    var heard: [String] { log.withLock { $0 } }
  }

  /// What a proxy and a server hear where the server's file is fetched with variables like these, in which
  /// `PROXY` stands for the proxy's address; in a process whose environment nobody else reads.
  private static func heard(_ variables: [String: String]) throws -> (
    proxy: [String], server: [String]
  ) {
    let (proxy, server) = (try Listener(), try Listener())
    for name in ["https_proxy", "no_proxy", "all_proxy"] {
      unsetenv(name)
      unsetenv(name.uppercased())
    }
    for (name, value) in variables {
      setenv(
        name, value.replacingOccurrences(of: "PROXY", with: "http://127.0.0.1:\(proxy.port)"), 1)
    }
    let folder = try TemporaryFolder()
    let address = "https://127.0.0.1:\(server.port)/data.bin"
    #expect(throws: FetchError.self) {
      try DatasetFetcher(into: folder.path).fetch(FetchFaultTests.dataset(mirrors: [address]))
    }
    let port = "\(server.port)"
    return (proxy.heard.map { $0.replacingOccurrences(of: port, with: "PORT") }, server.heard)
  }

  @Test("What https_proxy names is asked, but for the hosts that no_proxy names")
  func variables() async {
    await #expect(processExitsWith: .success) {
      for (variables, isAsked) in [
        ([:], false), (["https_proxy": "PROXY"], true), (["HTTPS_PROXY": "PROXY"], true),
        (["all_proxy": "PROXY"], true), (["https_proxy": "PROXY", "no_proxy": "127.0.0.1"], false),
        (["https_proxy": "PROXY", "no_proxy": "elsewhere,127.0.0.1"], false),
        (["https_proxy": "PROXY", "NO_PROXY": "*"], false),
        (["https_proxy": "PROXY", "no_proxy": "elsewhere"], true),
      ] as [([String: String], Bool)] {
        let (proxy, server) = try FetchProxyTests.heard(variables)
        let expected = isAsked ? ["CONNECT 127.0.0.1:PORT HTTP/1.1"] : []
        #expect(proxy == expected, "\(variables)")
        #expect(server == (isAsked ? [] : ["encryption"]), "\(variables)")
      }
    }
  }
}
