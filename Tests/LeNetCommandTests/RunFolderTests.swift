import Foundation
import LeNet
import LeNetEvaluation
import LeNetText
import Testing

#if canImport(FoundationXML)
import FoundationXML
#endif

@Suite("What a run folder holds")
struct RunFolderTests {
  static let names = [
    "checkpoint.safetensors", "curves.svg", "events.out.tfevents.lenet", "metrics.jsonl",
    "model.safetensors", "report.html", "run.json",
  ]

  @Test("Every file is there, points inside epochs too, though nothing was asked for")
  func files() throws {
    let fixture = try Fixture.shared.get()
    let names = try FileManager.default.contentsOfDirectory(atPath: fixture.run)
    #expect(names.filter { !$0.hasPrefix(".") }.sorted() == Self.names)
    let run = try RecordedRun(reading: fixture.run)
    #expect(run.epochs.count == 3 && run.steps.count == 15)
    #expect(run.command?.hasPrefix("lenet train --data ") == true)
  }

  @Test("The model holds no time, path, name of a machine or number of threads")
  func model() throws {
    let fixture = try Fixture.shared.get()
    let bytes = FileManager.default.contents(atPath: fixture.model) ?? Data()
    // The header alone: weights may hold any bytes, and so a short name by chance.
    let length = bytes.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    let header = String(decoding: bytes.dropFirst(8).prefix(length), as: UTF8.self)
    #expect(header.hasPrefix("{") && header.contains("lenet5-pytorch"))
    for word in [fixture.path, "threads", "started", "tfevents"] {
      #expect(!header.contains(word), "\(word)")
    }
    let words = header.split { !$0.isLetter && !$0.isNumber && $0 != "-" && $0 != "." }
    #expect(!words.contains { $0 == ProcessInfo.processInfo.hostName })
  }

  @Test("The curves are well-formed XML with a text alternative, light and dark")
  func curves() throws {
    let fixture = try Fixture.shared.get()
    let svg = FileManager.default.contents(atPath: fixture.run + "/curves.svg") ?? Data()
    #expect(XMLParser(data: svg).parse())
    let text = String(decoding: svg, as: UTF8.self)
    for part in [
      "<title id=\"title\">", "training ends at", "validation ends at", "prefers-color-scheme",
      ">Loss<", ">Accuracy<",
    ] {
      #expect(text.contains(part), "\(part)")
    }
    #expect(!text.contains("nan") && !text.contains("inf\""))
  }

  @Test("The report is one page with everything in it and nothing beside it")
  func report() throws {
    let fixture = try Fixture.shared.get()
    let folder = try TemporaryFolder()
    let result = try LeNetProcess.run(
      fixture.trainOptions + [
        "--epochs", "1", "--learning-rate", "0.0001", "--test-each-epoch", "--output", "run",
      ],
      in: folder.path)
    #expect(result.status == 0, "\(result.errors)")
    let page = folder.text("run/report.html")
    for part in [
      "<h1>run</h1>", "61,706 parameters", "The run is complete.", "<h2>Command</h2>",
      "lenet train --data", "<h2>Curves</h2>", "id=\"curves0-title\"", "<h2>Epochs</h2>",
      "test loss", "<h2>Network</h2>", "<td>C1</td>", "<h2>Answers on the test set</h2>",
      "surest", "<h2>First kernels</h2>", "optimizer adamw beta1", "learning-rate", "cross-entropy",
      "--output run", "The same training again, in a new folder",
      "t10k-images-idx3-ubyte",
      "prefers-color-scheme:dark", "<td>convolution 5 × 5, ReLU</td>",
      "<td>max pooling 2 × 2</td>", "<td>full connection</td>",
    ] {
      #expect(page.contains(part), "\(part)")
    }
    for part in ["maxPooling", "fullyConnected", ", relu", "learningRate", "crossEntropy"] {
      #expect(!page.contains(part), "\(part)")
    }
    for part in ["<script", "<link", "src=", "url(", "@import"] {
      #expect(!page.contains(part), "\(part)")
    }
    // The only addresses are the names of XML's own vocabularies.
    let addresses = page.components(separatedBy: "http").dropFirst().map { $0.prefix(24) }
    #expect(addresses.allSatisfy { $0.hasPrefix("://www.w3.org/") }, "\(addresses)")
    let ids = page.components(separatedBy: " id=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
    #expect(Set(ids).count == ids.count, "\(ids)")
    // As XML every element has to be closed.
    let body =
      "<body>" + page.components(separatedBy: "<body>")[1].components(separatedBy: "</html>")[0]
    let reader = XMLParser(data: Data(body.utf8))
    #expect(reader.parse(), "\(String(describing: reader.parserError)) line \(reader.lineNumber)")
  }

  @Test("Names from files cannot write into the page")
  func hostileNames() throws {
    let folder = try TemporaryFolder()
    try SyntheticDigits.write(to: folder, name: "<script>digits")
    let result = try LeNetProcess.run(
      ["train", "--data", "<script>digits", "--epochs", "1", "--output", "<b>run"],
      in: folder.path)
    #expect(result.status == 0, "\(result.errors)")
    let page = folder.text("<b>run/report.html")
    #expect(page.contains("&lt;script&gt;digits") && page.contains("&lt;b&gt;run"))
    #expect(!page.contains("<script") && !page.contains("<b>run"))
    #expect(XMLParser(data: folder.bytes("<b>run/curves.svg") ?? Data()).parse())
  }

  @Test(
    "After a signal the page says where the run was stopped; resumed, it is the whole run's",
    arguments: [(SIGINT, "interrupted"), (SIGKILL, "running")] as [(Int32, String)])
  func interrupted(signal: Int32, told: String) throws {
    let fixture = try Fixture.shared.get()
    let folder = try TemporaryFolder()
    let command = [
      "train", "--data", fixture.data, "--epochs", "60", "--batch-size", "10", "--json",
      "--output", "run",
    ]
    let run = try LeNetProcess(command, in: folder.path)
    #expect(run.waitForOutput(#""epoch":3,"#))
    run.send(signal)
    _ = try run.wait()
    let json = try JSON(reading: Array(folder.bytes("run/run.json") ?? Data()))
    #expect(json["state"] == .string(told))
    #expect(try RecordedRun(reading: folder.file("run")).state == .interrupted)
    if signal == SIGINT {
      let page = folder.text("run/report.html")
      #expect(page.contains("The run was stopped after") && page.hasSuffix("</html>\n"))
    }
    let resumed = try LeNetProcess.run(command + ["--resume"], in: folder.path)
    #expect(resumed.status == 0, "\(resumed.errors)")
    let page = folder.text("run/report.html")
    #expect(page.contains("The run is complete.") && page.contains("<td>60</td>"))
    #expect(try RecordedRun(reading: folder.file("run")).epochs.map(\.epoch) == Array(1...60))
  }

  @Test("A picture that cannot be written costs no run, but a sentence")
  func unwritable() throws {
    let fixture = try Fixture.shared.get()
    let folder = try TemporaryFolder()
    try folder.write("", to: "run/curves.svg/file")
    let result = try LeNetProcess.run(
      fixture.trainOptions + ["--output", "run", "--json"], in: folder.path)
    #expect(result.status == 0)
    #expect(
      result.errors.hasPrefix("lenet: warning: the run is saved, but not all of its pictures"))
    #expect(
      result.errors.contains("run/curves.svg") && result.errors.split(separator: "\n").count == 1)
    #expect(folder.text("run/report.html").hasSuffix("</html>\n"))
    #expect(
      folder.bytes("run/model.safetensors") == FileManager.default.contents(atPath: fixture.model))
  }

  @Test("Patience ends a run and says so")
  func patience() throws {
    let fixture = try Fixture.shared.get()
    let folder = try TemporaryFolder()
    let result = try LeNetProcess.run(
      fixture.trainOptions
        // Nothing changes at such a rate, so no epoch is better than the first.
        + ["--epochs", "40", "--patience", "2", "--monitor", "loss", "--learning-rate", "1e-20"]
        + ["--output", "run"], in: folder.path)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("stopped after epoch "), "\(result.output)")
    let run = try RecordedRun(reading: folder.file("run"))
    let stopped = run.record.result?.stoppedEpoch
    #expect(stopped == 3 && run.trainedEpochs == 3 && run.keptEpoch == 1)
    #expect(folder.text("run/report.html").contains("it stopped after epoch"))
    #expect(run.record.recipe["monitor"] == .string("loss"))
  }
}
