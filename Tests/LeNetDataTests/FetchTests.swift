import Foundation
import LeNetData
import LeNetFetching
import LeNetModel
import Synchronization
import Testing

@Suite("Fetching")
struct FetchTests {
  private typealias Fetching = FetchFaultTests.Fetching

  @Test("What happens is told in order")
  func events() throws {
    let fetching = try Fetching(from: [.notFound, .honest])
    let events = Mutex<[FetchEvent]>([])
    let folder = try fetching.fetcher.fetch(
      fetching.dataset,
      report: { event in
        if case .progress = event { return }
        events.withLock { $0.append(event) }
      })
    let bad = fetching.server.address(.notFound)
    let good = fetching.server.address(.honest)
    #expect(folder == fetching.folder.path + "/made")
    #expect(
      events.withLock { $0 } == [
        .started(file: "data.bin", address: bad, from: 0),
        .failed(file: "data.bin", MirrorFailure(address: bad, problem: .status(404))),
        .started(file: "data.bin", address: good, from: 0),
        .fetched(file: "data.bin", bytes: 40_000, address: good),
      ])
  }

  @Test("A file that is there and right is not fetched again, one that is damaged is")
  func present() throws {
    let fetching = try Fetching(from: [.honest])
    for _ in 0..<2 { #expect(try fetching.run().isEmpty) }
    #expect(fetching.server.requests.count == 1)
    var damaged = FetchFaultTests.content
    damaged[7] ^= 1
    try fetching.folder.write(damaged, to: "made/data.bin")
    #expect(try fetching.run().isEmpty)
    #expect(fetching.server.requests.count == 2)
    #expect(fetching.bytes("data.bin") == FetchFaultTests.content)
    try fetching.fetcher.fetch(fetching.dataset, force: true)
    #expect(fetching.server.requests.count == 3)
  }

  @Test("Of several at once one fetches, the others wait and find the file")
  func together() throws {
    let fetching = try Fetching(from: [.slow])
    let waited = Mutex(0)
    let failed = Mutex<[String]>([])
    let fetcher = fetching.fetcher
    let dataset = fetching.dataset
    DispatchQueue.concurrentPerform(iterations: 4) { _ in
      do throws(FetchError) {
        try fetcher.fetch(
          dataset,
          report: { event in
            if case .waiting = event { waited.withLock { $0 += 1 } }
          })
      } catch {
        failed.withLock { $0.append("\(error)") }
      }
    }
    #expect(failed.withLock { $0 }.isEmpty)
    #expect(fetching.server.requests.count == 1)
    #expect(waited.withLock { $0 } <= 3)
    #expect(fetching.names == ["data.bin"])
  }

  @Test("A fetch that is asked to end keeps what has come, and the next goes on")
  func interrupted() throws {
    let fetching = try Fetching(from: [.stalledBody])
    let hasBegun = Mutex(false)
    let error = #expect(throws: FetchError.self) {
      try fetching.fetcher.fetch(
        fetching.dataset, stops: { hasBegun.withLock { $0 } },
        report: { event in
          if case .progress(_, 20_000, _) = event { hasBegun.withLock { $0 = true } }
        })
    }
    #expect(error == .interrupted(folder: fetching.folder.path + "/made"))
    #expect(fetching.names == [FetchFaultTests.part])
    let honest = FetchFaultTests.dataset(mirrors: [fetching.server.address(.honest)])
    try fetching.fetcher.fetch(honest)
    #expect(fetching.server.requests.last?.start == 20_000)
    #expect(fetching.bytes("data.bin") == FetchFaultTests.content)
  }

  @Test("One who waits for another can be asked to end")
  func interruptedWaiting() throws {
    let fetching = try Fetching(from: [.honest])
    let lock = open(fetching.folder.path + "/made/.lenet-fetch.lock", O_RDWR | O_CREAT, 0o666)
    #expect(flock(lock, LOCK_EX) == 0)
    let isWaiting = Mutex(false)
    #expect(throws: FetchError.interrupted(folder: fetching.folder.path + "/made")) {
      try fetching.fetcher.fetch(
        fetching.dataset, stops: { isWaiting.withLock { $0 } },
        report: { event in
          if case .waiting = event { isWaiting.withLock { $0 = true } }
        })
    }
    close(lock)
    #expect(try fetching.run().isEmpty)
  }

  @Test(
    "Plain http is never asked, nor anything else than https",
    arguments: [
      "http://127.0.0.1:PORT/honest/data.bin", "HTTP://127.0.0.1:PORT/honest/data.bin",
      "http://localhost/", "file:///etc/hostname", "ftp://127.0.0.1/", "127.0.0.1:PORT/honest/x",
      "",
    ])
  func onlyHTTPS(address: String) throws {
    let fetching = try Fetching(from: [])
    let address = address.replacingOccurrences(of: "PORT", with: "\(fetching.server.port)")
    let fetcher = DatasetFetcher(into: fetching.folder.path)
    let error = #expect(throws: FetchError.self) {
      try fetcher.fetch(FetchFaultTests.dataset(mirrors: [address]))
    }
    let failure = MirrorFailure(address: address, problem: .redirected(to: address))
    #expect(
      error == .mirrors(file: "data.bin", folder: fetching.folder.path + "/made", [failure]))
    #expect(fetching.server.requests.isEmpty)
  }

  @Test("A folder that cannot be made or written is told")
  func badFolders() throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: "file")
    let dataset = FetchFaultTests.dataset(mirrors: [])
    for place in ["\(folder.path)/file", "/proc/lenet"] {
      let error = #expect(throws: FetchError.self) {
        try DatasetFetcher(into: place).fetch(dataset)
      }
      #expect("\(try #require(error))".contains(place))
    }
    try FileManager.default.createDirectory(
      atPath: folder.path + "/made/data.bin", withIntermediateDirectories: true)
    let fetching = try FaultyServer(content: FetchFaultTests.content)
    var fetcher = DatasetFetcher(into: folder.path)
    fetcher.rules = FetchFaultTests.patience
    let error = #expect(throws: FetchError.self) {
      try fetcher.fetch(FetchFaultTests.dataset(mirrors: [fetching.address(.honest)]))
    }
    #expect("\(try #require(error))".contains("a folder stands where the file belongs"))
  }

  @Test("A failed fetch takes away the folders that it has made, and only empty ones")
  func madeFolders() throws {
    let fetching = try Fetching(from: [.notFound])
    var fetcher = DatasetFetcher(into: fetching.folder.path + "/there/new/deep")
    fetcher.rules = FetchFaultTests.patience
    let manager = FileManager.default
    try manager.createDirectory(
      atPath: fetching.folder.path + "/there", withIntermediateDirectories: false)
    func names(_ path: String) -> [String] {
      ((try? manager.contentsOfDirectory(atPath: fetching.folder.path + path)) ?? ["none"]).sorted()
    }
    #expect(throws: FetchError.self) { try fetcher.fetch(fetching.dataset) }
    #expect(names("/there").isEmpty)
    // What was there before stays, though it is empty.
    #expect(throws: FetchError.self) { try fetching.fetcher.fetch(fetching.dataset) }
    #expect(names("/made").isEmpty)
    // So does what another has put into it, such as a lock.
    let path = fetching.folder.path + "/there/new/deep/made/.lenet-fetch.lock.next"
    #expect(throws: FetchError.self) {
      try fetcher.fetch(
        fetching.dataset,
        report: { event in
          if case .failed = event { _ = manager.createFile(atPath: path, contents: nil) }
        })
    }
    #expect(manager.fileExists(atPath: path))
    try manager.removeItem(atPath: fetching.folder.path + "/there/new")
    let beginning = try Fetching(from: [.cutHalf])
    try manager.removeItem(atPath: beginning.folder.path + "/made")
    #expect(throws: FetchError.self) { try beginning.fetcher.fetch(beginning.dataset) }
    #expect(beginning.names == [FetchFaultTests.part])
  }

  @Test("Who waits for a fetch that fails and takes its folder away makes it again")
  func madeFoldersTogether() throws {
    let fetching = try Fetching(from: [.notFound])
    var fetcher = DatasetFetcher(into: fetching.folder.path + "/a/b")
    fetcher.rules = FetchFaultTests.patience
    let dataset = fetching.dataset
    let problems = Mutex<[String]>([])
    DispatchQueue.concurrentPerform(iterations: 8) { [fetcher] _ in
      for _ in 0..<5 {
        do throws(FetchError) {
          try fetcher.fetch(dataset)
        } catch {
          if case .mirrors = error { continue }
          problems.withLock { $0.append("\(error)") }
        }
      }
    }
    #expect(problems.withLock { $0 }.isEmpty)
  }

  @Test(
    "Every problem is one sentence's end",
    arguments: [
      (.noAnswer("Could not resolve host: x"), "h: Could not resolve host: x"),
      (.status(404), "h: answered with status 404"),
      (.stalled(seconds: 30), "h: sent almost nothing for 30 seconds"),
      (.size(found: 5, expected: 7), "h: has 5 bytes, expected 7"),
      (.webPage, "h: sent a web page"),
      (.redirected(to: "http://x/"), "h: redirects to http://x/, which is not https"),
    ] as [(MirrorProblem, String)])
  func words(problem: MirrorProblem, text: String) {
    #expect("\(MirrorFailure(address: "https://h/a/b", problem: problem))" == text)
    let isSilence = if case .noAnswer = problem { true } else { false }
    let error = FetchError.mirrors(
      file: "f", folder: "d", [MirrorFailure(address: "https://h/", problem: problem)])
    #expect(error.isOffline == isSilence)
    #expect("\(error)".hasPrefix(isSilence ? "nothing could be fetched" : "no server gave f (h: "))
  }
}
