import Foundation
import LeNetCatalog
import LeNetCommand
import LeNetData
import LeNetModel
import LeNetText
import Testing

@Suite("lenet data")
struct DataCommandTests {
  /// A home without any data, so that what this machine has elsewhere under a home is not seen.
  private static func home(_ folder: TemporaryFolder) -> [String: String] {
    ["HOME": folder.path]
  }

  @Test("The list says where each set is")
  func list() throws {
    let folder = try TemporaryFolder()
    for name in ["usps.bz2", "usps.t.bz2"] {
      try folder.write("", to: ".local/share/lenet/usps/\(name)")
    }
    for split in ["train", "test"] {
      for file in ["images-idx3-ubyte.gz", "labels-idx2-int.gz"] {
        try folder.write("", to: "own/qmnist/qmnist-\(split)-\(file)")
      }
    }
    let result = try LeNetProcess.run(
      ["data", "list", "--data-dir", "own"], in: folder.path, environment: Self.home(folder))
    #expect(result.status == 0 && result.errors.isEmpty)
    func line(_ name: String) -> String { result.lines.first { $0.hasPrefix(name + " ") } ?? "" }
    #expect(line("mnist").hasSuffix("built in"))
    #expect(line("usps").hasSuffix("\(folder.path)/.local/share/lenet/usps"))
    #expect(line("qmnist").hasSuffix("own/qmnist"))
    #expect(line("kmnist").hasSuffix("to fetch, 21.2 MB"))
    let json = try LeNetProcess.run(
      ["data", "list", "--data-dir", "own", "--json"], in: folder.path,
      environment: Self.home(folder))
    let objects = try json.objects()
    #expect(objects.count == 12)
    let folders = Dictionary(
      uniqueKeysWithValues: objects.map { ($0["name"] as? String, $0["folder"] as? String) })
    #expect(folders["qmnist"] == "own/qmnist" && folders["emnist-letters"] == .some(nil))
  }

  @Test("The tables of an inspection fit the terminal", arguments: [60, 80] as [UInt16])
  func narrow(columns: UInt16) throws {
    let fixture = try Fixture.shared.get()
    let terminal = try PseudoTerminal(columns: columns)
    _ = try LeNetProcess.run(
      ["data", "inspect", fixture.data], environment: ["TERM": "xterm"], output: terminal.program)
    let lines = try terminal.close().split(whereSeparator: \.isNewline)
    // Findings are sentences, which follow the tables.
    let tables = lines.prefix { !$0.hasPrefix("warning") && !$0.hasPrefix("wrong") }
    #expect(tables.count > 10)
    #expect(tables.allSatisfy { $0.count <= columns }, "\(tables)")
  }

  @Test("What is built in is verified in the program")
  func verifyEmbedded() throws {
    let folder = try TemporaryFolder()
    let result = try LeNetProcess.run(
      ["data", "verify", "mnist", "--json"], in: folder.path, environment: Self.home(folder))
    #expect(result.status == 0)
    #expect(
      try result.objects().map { $0["evidence"] as? String }
        == Array(repeating: "content", count: 4))
  }

  @Test("A damaged file is named, and the status tells")
  func verifyDamaged() throws {
    let folder = try TemporaryFolder()
    let splits = try DatasetSplits.mnist()
    for (prefix, split) in [("train", splits.training), ("t10k", splits.test)] {
      try folder.write(
        IDX.encode(images: split.images, shape: split.shape), to: "d/\(prefix)-images-idx3-ubyte")
      try folder.write(IDX.encode(labels: split.labels), to: "d/\(prefix)-labels-idx1-ubyte")
    }
    let right = try LeNetProcess.run(["data", "verify", "d"], in: folder.path)
    #expect(right.status == 0, "\(right.errors)")
    #expect(right.output.hasPrefix("mnist in d\n"))
    var labels = splits.test.labels
    labels[77] = (labels[77] + 1) % 10
    try folder.write(IDX.encode(labels: labels), to: "d/t10k-labels-idx1-ubyte")
    let wrong = try LeNetProcess.run(["data", "verify", "d"], in: folder.path)
    #expect(wrong.status == 1)
    #expect(
      wrong.lines.contains {
        $0.hasPrefix("t10k-labels-idx1-ubyte") && $0.contains("wrong: has SHA-256")
      })
    #expect(wrong.errors.contains("1 of 4 files are damaged or missing"))
  }

  @Test("A folder that speaks of another set than its files is told of")
  func verifyNamed() throws {
    let folder = try TemporaryFolder()
    let splits = try DatasetSplits.mnist()
    for name in ["fashion-mnist", "my-mnist"] {
      for (prefix, split) in [("train", splits.training), ("t10k", splits.test)] {
        try folder.write(
          IDX.encode(images: split.images, shape: split.shape),
          to: "\(name)/\(prefix)-images-idx3-ubyte")
        try folder.write(
          IDX.encode(labels: split.labels), to: "\(name)/\(prefix)-labels-idx1-ubyte")
      }
      let result = try LeNetProcess.run(["data", "verify", "./\(name)"], in: folder.path)
      #expect(result.status == 0 && result.output.hasPrefix("mnist in ./\(name)\n"), "\(result)")
      #expect(
        result.errors
          == (name == "my-mnist"
            ? ""
            : "lenet: warning: ./fashion-mnist has MNIST's files, but the name of Fashion-MNIST; "
              + "fetch fashion-mnist again, or rename the folder.\n"))
    }
    // Of files that are no set's, the folder's name says which was meant.
    for name in ["train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1"] {
      try folder.write("", to: "KMNIST/\(name)-ubyte")
    }
    let broken = try LeNetProcess.run(["data", "verify", "KMNIST"], in: folder.path)
    #expect(broken.status == 1 && broken.output.hasPrefix("kmnist in KMNIST\n"), "\(broken)")
  }

  @Test("MNIST is built in, and is fetched only where its files are asked for")
  func fetchEmbedded() throws {
    let folder = try TemporaryFolder()
    let proxy = try RefusingProxy()
    var environment = Self.home(folder)
    environment["https_proxy"] = "http://127.0.0.1:\(proxy.port)"
    let result = try LeNetProcess.run(
      ["data", "fetch", "mnist"], in: folder.path, environment: environment)
    #expect(result.status == 0 && result.output == "mnist: built in\n", "\(result)")
    #expect(
      result.errors
        == "mnist is built in; its files are fetched only with --data-dir FOLDER or --force\n"
    )
    let json = try LeNetProcess.run(
      ["data", "fetch", "mnist", "--json"], in: folder.path, environment: environment)
    let objects = try json.objects()
    #expect(objects.map { $0["event"] as? String } == ["done"] && objects[0]["folder"] is NSNull)
    #expect(json.status == 0 && proxy.requests.isEmpty && folder.names(in: ".").isEmpty)
    for arguments in [["--data-dir", "own"], ["--force"]] {
      let fetched = try LeNetProcess.run(
        ["data", "fetch", "mnist"] + arguments, in: folder.path, environment: environment)
      #expect(fetched.status == 1 && !fetched.errors.contains("built in"), "\(fetched)")
    }
    #expect(proxy.requests.count == 2 * KnownDataset.mnist.files[0].mirrors.count)
  }

  @Test("Another set's bytes under a known name are neither verified nor trained on")
  func otherBytes() throws {
    let folder = try TemporaryFolder()
    let splits = try DatasetSplits.mnist()
    for (prefix, split) in [("train", splits.training), ("t10k", splits.test)] {
      try folder.write(
        IDX.encode(images: split.images, shape: split.shape),
        to: "own/kmnist/\(prefix)-images-idx3-ubyte")
      try folder.write(
        IDX.encode(labels: split.labels), to: "own/kmnist/\(prefix)-labels-idx1-ubyte")
    }
    let verified = try LeNetProcess.run(
      ["data", "verify", "kmnist", "--data-dir", "own"], in: folder.path,
      environment: Self.home(folder))
    #expect(
      verified.status == 1 && verified.output.contains("holds MNIST's training images")
        && verified.output.contains("holds MNIST's test labels"), "\(verified)")
    let trained = try LeNetProcess.run(
      ["train", "--data", "kmnist", "--data-dir", "own", "--output", "run"], in: folder.path,
      environment: Self.home(folder))
    #expect(trained.status == 2 && trained.errors.contains("has the bytes of MNIST"), "\(trained)")
  }

  @Test("Without a server the folder, the files and their addresses are named; the proxy is asked")
  func offline() throws {
    let folder = try TemporaryFolder()
    let proxy = try RefusingProxy()
    var environment = Self.home(folder)
    environment["https_proxy"] = "http://127.0.0.1:\(proxy.port)"
    let result = try LeNetProcess.run(
      ["data", "fetch", "kmnist"], in: folder.path, environment: environment)
    let place = "\(folder.path)/.local/share/lenet/kmnist"
    #expect(result.status == 1 && result.output.isEmpty)
    #expect(
      proxy.requests == [
        "CONNECT codh.rois.ac.jp:443 HTTP/1.1", "CONNECT storage.googleapis.com:443 HTTP/1.1",
      ])
    #expect(result.errors.contains("make the folder \(place), put these files into it"))
    for address in KnownDataset.kmnist.files.flatMap(\.mirrors) {
      #expect(result.errors.contains(" \(address)\n"))
    }
    #expect(result.errors.contains("nothing could be fetched: no server answered for train-images"))
    #expect(folder.names(in: ".").isEmpty)
    try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
    let again = try LeNetProcess.run(
      ["data", "fetch", "kmnist"], in: folder.path, environment: environment)
    #expect(again.errors.contains("put these files into \(place), then"))
    #expect(folder.names(in: ".local/share/lenet") == ["kmnist"])
  }

  @Test("Programs are told a failure as an event, with the sentence that people read")
  func failureEvent() throws {
    let folder = try TemporaryFolder()
    let proxy = try RefusingProxy()
    var environment = Self.home(folder)
    environment["https_proxy"] = "http://127.0.0.1:\(proxy.port)"
    try folder.write("", to: "file")
    // Each place that has the first file is asked, and none for another file.
    let failed = KnownDataset.kmnist.files[0].mirrors.map { _ in "failed" }
    for (arguments, events) in [
      ([], failed + ["error"]), (["--data-dir", "file"], ["error"]),
    ] {
      let result = try LeNetProcess.run(
        ["data", "fetch", "kmnist", "--json"] + arguments, in: folder.path, environment: environment
      )
      #expect(result.status == 1)
      let objects = try result.objects()
      #expect(objects.map { $0["event"] as? String } == events)
      let last = try #require(objects.last)
      #expect(last.keys.sorted() == ["dataset", "event", "message"])
      #expect(last["dataset"] as? String == "kmnist")
      let message = try #require(last["message"] as? String)
      let told = try #require(result.errors.split(separator: "\n").last)
      let object = try JSON(reading: Array(told.utf8))
      #expect(object["error"] == .string(message) && object["status"] == .integer(1), "\(result)")
    }
  }

  @Test("Ctrl-C while another process fetches ends at once")
  func interrupted() throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: "own/kmnist/.lenet-fetch.lock")
    let lock = open(folder.file("own/kmnist/.lenet-fetch.lock"), O_RDWR)
    #expect(flock(lock, LOCK_EX) == 0)
    defer { close(lock) }
    let errors = try folder.newFile("errors")
    let process = try LeNetProcess(
      ["data", "fetch", "kmnist", "--data-dir", "own"], in: folder.path,
      environment: Self.home(folder), errors: errors)
    for _ in 0..<5000 where !folder.text("errors").contains("waiting for another process") {
      usleep(2000)
    }
    process.send(SIGINT)
    #expect(try process.wait().status == 130)
    #expect(folder.text("errors").contains("interrupted"))
  }

  @Test("A set that is not here is not trained on, and nothing is fetched")
  func absent() throws {
    let folder = try TemporaryFolder()
    let proxy = try RefusingProxy()
    var environment = Self.home(folder)
    environment["https_proxy"] = "http://127.0.0.1:\(proxy.port)"
    for command in [["train"], ["evaluate", "m.safetensors"]] {
      if command[0] == "evaluate" {
        let model = try FileManager.default.contents(atPath: Fixture.shared.get().model)
        try folder.write(Array(try #require(model)), to: "m.safetensors")
      }
      let result = try LeNetProcess.run(
        command + ["--data", "usps"], in: folder.path, environment: environment)
      #expect(result.status == 2)
      #expect(result.errors.contains("lenet data fetch usps"))
    }
    #expect(proxy.requests.isEmpty)
  }

  @Test("A set is found by its name, and a resumed run finds it again")
  func trained() throws {
    let fixture = try Fixture.shared.get()
    let folder = try TemporaryFolder()
    // A set of whose unpacked files no digest is known.
    try FileManager.default.createDirectory(
      atPath: folder.file("data/emnist"), withIntermediateDirectories: true)
    for name in try FileManager.default.contentsOfDirectory(atPath: fixture.data) {
      let renamed = "emnist-digits-" + name.replacingOccurrences(of: "t10k", with: "test")
      try FileManager.default.copyItem(
        atPath: "\(fixture.data)/\(name)", toPath: folder.file("data/emnist/\(renamed)"))
    }
    let options = ["--data", "emnist-digits", "--epochs", "2", "--validation", "100", "--json"]
    let result = try LeNetProcess.run(
      ["train", "--output", "run"] + options, in: folder.path, environment: Self.home(folder))
    #expect(result.status == 0, "\(result.errors)")
    #expect(folder.text("run/run.json").contains(#""emnist-digits""#))
    let again = try LeNetProcess.run(
      ["train", "--output", "run", "--resume", "--epochs", "3"], in: folder.path,
      environment: Self.home(folder))
    #expect(again.status == 0, "\(again.errors)")
    let evaluated = try LeNetProcess.run(
      ["evaluate", "run/model.safetensors", "--data", "emnist-digits", "--json"], in: folder.path,
      environment: Self.home(folder))
    #expect(evaluated.status == 0, "\(evaluated.errors)")
  }

  @Test(
    "The line of a fetch fits its terminal",
    arguments: [
      (80, true, "a.gz  ━━━━━━━━━━━━────────────  13.2 of 26.4 MB"),
      (80, false, "a.gz  ############............  13.2 of 26.4 MB"),
      (32, false, "a.gz  ####....  13.2 of 26.4 MB"), (26, false, "a.gz  13.2 of 26.4 MB"),
      (10, false, "a.gz  13."),
    ])
  func line(columns: Int, unicode: Bool, text: String) {
    let progress = FetchProgress(file: "a.gz", bytes: 13_200_000, size: 26_400_000)
    #expect(progress.text(columns: columns, unicode: unicode) == text)
    #expect(progress.plainText == "a.gz: 13.2 of 26.4 MB")
    #expect(FetchProgress(file: "a", bytes: 1_000_000, size: nil).plainText == "a: 1.0 MB")
  }
}
