import Foundation
import LeNetCatalog
import LeNetData
import LeNetFetching
import LeNetModel
import Testing

@Suite("Fetching from servers that misbehave")
struct FetchFaultTests {
  static let content = someBytes(40_000)
  static let name = "data.bin"
  static let part = ".data.bin.part"

  /// What is there of the file before it is fetched.
  enum Before: CaseIterable, Sendable {
    case nothing, beginning, junk, whole, tooMuch

    var bytes: [UInt8]? {
      let content = FetchFaultTests.content
      return switch self {
      case .nothing: nil
      case .beginning: Array(content.prefix(15_000))
      case .junk: Array(content.reversed().prefix(15_000))
      case .whole: content
      case .tooMuch: content + [1]
      }
    }
  }

  /// A server, a folder, and how the file is fetched from places on the server.
  struct Fetching {
    let server: FaultyServer
    let folder: TemporaryFolder
    let dataset: KnownDataset

    init(from faults: [ServerFault], before: Before = .nothing) throws {
      server = try FaultyServer(content: content)
      folder = try TemporaryFolder()
      try FileManager.default.createDirectory(
        atPath: folder.path + "/made", withIntermediateDirectories: false)
      if let bytes = before.bytes { try folder.write(bytes, to: "made/\(part)") }
      dataset = FetchFaultTests.dataset(
        mirrors: faults.map { [server] in server.address($0) })
    }

    var fetcher: DatasetFetcher {
      var fetcher = DatasetFetcher(into: folder.path)
      fetcher.rules = patience
      return fetcher
    }

    /// The names in the data set's folder.
    var names: [String] {
      ((try? FileManager.default.contentsOfDirectory(atPath: folder.path + "/made")) ?? []).sorted()
    }

    func bytes(_ name: String) -> [UInt8]? {
      FileManager.default.contents(atPath: "\(folder.path)/made/\(name)").map(Array.init)
    }

    /// The problems of the places, none where the file has come.
    func run() throws -> [MirrorProblem] {
      do throws(FetchError) {
        try fetcher.fetch(dataset)
        return []
      } catch {
        guard case .mirrors(_, _, let failures) = error else { throw error }
        return failures.map(\.problem)
      }
    }
  }

  static func dataset(mirrors: [String], content: [UInt8] = content) -> KnownDataset {
    KnownDataset(
      name: "made", title: "Made", shape: Shape(1, 1, 1), training: 1, test: 1, classes: ["a"],
      licence: "", page: "",
      files: [KnownFile(name, size: content.count, .sha256(of: content), mirrors: mirrors)],
      format: .usps)
  }

  /// Short times; a machine that is busy with other tests must not look like a stalled server.
  static var patience: FetchRules {
    var rules = FetchRules()
    rules.connectTimeout = .milliseconds(500)
    rules.stallTime = .milliseconds(600)
    rules.stallBytes = 200
    rules.allowsLocalHTTP = true
    return rules
  }

  @Test("One place: the file or nothing", arguments: ServerFault.allCases)
  func alone(fault: ServerFault) throws {
    let fetching = try Fetching(from: [fault])
    let problems = try fetching.run()
    if fault != .twoLengths { #expect(problems.isEmpty == fault.isHarmless, "\(problems)") }
    expectNothingWrong(fetching, isThere: problems.isEmpty)
  }

  @Test("A good second place gives the file", arguments: ServerFault.allCases)
  func rescued(fault: ServerFault) throws {
    let fetching = try Fetching(from: [fault, .honest])
    #expect(try fetching.run().isEmpty)
    expectNothingWrong(fetching, isThere: true)
  }

  @Test(
    "Whatever is there from before is gone on with or thrown away", arguments: ServerFault.allCases,
    [Before.beginning, .junk])
  func resumed(fault: ServerFault, before: Before) throws {
    let fetching = try Fetching(from: [fault, .honest], before: before)
    #expect(try fetching.run().isEmpty)
    expectNothingWrong(fetching, isThere: true)
  }

  @Test("The same with no good place at all", arguments: ServerFault.allCases.filter(\.isQuick))
  func lost(fault: ServerFault) throws {
    let fetching = try Fetching(from: [fault, fault], before: .junk)
    let isThere = try fetching.run().isEmpty
    if fault != .twoLengths { #expect(isThere == fault.isHarmless) }
    #expect(fetching.bytes(Self.name) == (isThere ? Self.content : nil))
  }

  @Test("What was there is taken as far as it is right", arguments: Before.allCases)
  func before(before: Before) throws {
    let fetching = try Fetching(from: [.honest], before: before)
    #expect(try fetching.run().isEmpty)
    expectNothingWrong(fetching, isThere: true)
    let starts = fetching.server.requests.map(\.start)
    switch before {
    case .nothing, .tooMuch: #expect(starts == [nil])
    case .beginning: #expect(starts == [15_000])
    case .junk: #expect(starts == [15_000, nil])
    case .whole: #expect(starts.isEmpty)
    }
  }

  @Test("A transfer that broke off is gone on with, from another place too")
  func goneOnWith() throws {
    let first = try Fetching(from: [.cutHalf])
    #expect(try first.run().count == 1)
    #expect(first.names == [Self.part])
    let second = try Fetching(from: [.stalledBody, .honest])
    #expect(try second.run().isEmpty)
    #expect(second.server.requests.map(\.start) == [nil, Self.content.count / 2])
  }

  @Test("An honest file stays where the fetch of a new one fails")
  func kept() throws {
    let fetching = try Fetching(from: [.wrongByte, .notFound])
    try fetching.folder.write(Self.content, to: "made/\(Self.name)")
    #expect(throws: FetchError.self) { try fetching.fetcher.fetch(fetching.dataset, force: true) }
    expectNothingWrong(fetching, isThere: true)
  }

  /// Under its name is the published file or nothing; beside it at most a beginning of it.
  private func expectNothingWrong(
    _ fetching: Fetching, isThere: Bool, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let found = fetching.bytes(Self.name)
    #expect(found == (isThere ? Self.content : nil), sourceLocation: sourceLocation)
    let left = fetching.names.filter { $0 != Self.name }
    #expect(left.isEmpty || !isThere && left == [Self.part], sourceLocation: sourceLocation)
    if let bytes = fetching.bytes(Self.part) {
      #expect(!bytes.isEmpty && Self.content.starts(with: bytes), sourceLocation: sourceLocation)
    }
  }
}

extension ServerFault {
  /// Whether the answer does not take its time.
  fileprivate var isQuick: Bool {
    ![.silent, .stalledHead, .stalledBody, .dripping].contains(self)
  }
}
