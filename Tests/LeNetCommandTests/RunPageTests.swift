import LeNet
import LeNetCommand
import LeNetEvaluation
import LeNetTestSupport
import LeNetTraining
import Testing

@Suite("The page of a run")
struct RunPageTests {
  /// The rows of all tables, cells with a stroke between them; bold rows begin with a star.
  private static func rows(_ html: String) -> [String] {
    html.matches(of: /<tr(.*?)>(.*?)<\/tr>/).map { match in
      let cells = match.output.2.matches(of: /<t[dh].*?>(.*?)<\/t[dh]>/).map { String($0.output.1) }
      return (match.output.1.contains("kept") ? "* " : "") + cells.joined(separator: " | ")
    }
  }

  private static func page(_ changing: [String: String] = [:]) throws -> String {
    let folder = try TemporaryFolder()
    let run = try MadeUpRun.write(to: folder, changing: changing)
    let architecture = Architecture(
      name: "own", input: Shape(1, 4, 4),
      layers: ["flatten": .flatten, "output": .fullyConnected(units: 3)])
    let model = try ModelFile(untrained: architecture, classes: ["a", "b", "c"])
    return RunPage(run, model: model, test: .madeUp).html
  }

  @Test("It is told in the order in which it is asked for, each figure at its name")
  func figures() throws {
    let page = try Self.page()
    let cards = page.matches(of: /<dt>(.*?)<\/dt><dd>(.*?)<\/dd>/).map {
      "\($0.output.1): \($0.output.2)"
    }
    #expect(
      cards == [
        "test accuracy: 66.67 %", "test errors: 10 of 30", "validation accuracy: 72.20 %",
        "training accuracy: 71.10 %", "kept epoch: 2", "images per second: 1,300",
        "time: 3 min 06 s",
      ])
    #expect(
      page.contains(
        "<p>The network own, 1,234 parameters, trained on shapes (4,321 training images) by the recipe "
          + "mine, seed 17. The run is complete: it stopped after epoch 3 of 5, without improvement since "
          + "epoch 2.</p>"))
    #expect(page.contains("<pre>lenet train --recipe mine --output runs/x</pre>"))
    #expect(page.contains("<h1>run</h1>"))
    let titles = page.matches(of: /<h2>(.*?)<\/h2>/).map { String($0.output.1) }
    #expect(
      titles == [
        "Command", "Curves", "Epochs", "Network", "Answers on the test set", "Recipe and machine",
        "Data",
      ])
  }

  @Test("Every epoch has its figures, and the kept one is bold")
  func epochs() throws {
    let rows = Self.rows(try Self.page())
    #expect(
      rows.prefix(4) == [
        "epoch | training loss | accuracy | validation loss | accuracy | test loss | accuracy | rate | "
          + "images/s | time",
        "1 | 1.5100 | 41.10 % | 1.6200 | 42.20 % | 1.7300 | 43.30 % | 0.001 | 1,100 | 1 min 01 s",
        "* 2 | 0.8100 | 71.10 % | 0.9200 | 72.20 % | 1.0300 | 73.30 % | 0.002 | 1,900 | 1 min 02 s",
        "3 | 0.6100 | 81.10 % | 1.1200 | 62.20 % | 1.2300 | 63.30 % | 0.003 | 1,300 | 1 min 03 s",
      ])
  }

  @Test("Classes stand down, answers across, and the share that was right at the end of a row")
  func answers() throws {
    let page = try Self.page()
    let rows = Self.rows(page)
    let first = try #require(rows.firstIndex(of: " | a | b | c | right"))
    #expect(
      rows[(first + 1)...].prefix(3) == [
        "a | 5 | 1 |  | 83.33 %", "b | 2 | 6 | 3 | 54.55 %", "c | 4 |  | 9 | 69.23 %",
      ])
    // The square root of the share, times 0.6: of 5 in 6, of 3 in 11.
    #expect(page.contains("--share:54.8%\">5<"))
    #expect(page.contains("--share:31.3%\">3<"))
  }

  @Test("The network, the recipe and the files")
  func tables() throws {
    let rows = Self.rows(try Self.page())
    for row in [
      "layer | what it does | output | parameters | connections | multiply-adds",
      "input |  | 1x4x4 |  |  | ", "total |  |  | 51 | 51 | 48", "batch-size | 9",
      "learning-rate | 0.003", "optimizer sgd momentum | 0.5", "seed | 17", "processor | Abacus",
      "threads | 3", "system | Debian", "started | 2026-01-31T09:05:00Z",
      "ended | 2026-01-31T09:08:06Z", "file | SHA-256", "test-images | 00ff",
      "training-images | ff00",
    ] {
      #expect(rows.contains(row), "\(row) in \(rows)")
    }
  }

  @Test("The whole page is what it was when somebody looked at it")
  func whole() throws {
    let folder = try TemporaryFolder()
    let run = try MadeUpRun.write(to: folder)
    let model = try ModelFile(
      untrained: .leNet51998, classes: ExactNetwork.dataset.classes + (3..<10).map { "\($0)" })
    let page = RunPage(run, model: model, test: .madeUp).html
    try Snapshot.expect(page, matches: "report")
  }

  @Test("Of a very long run the last 200 epochs are shown, and said to be")
  func long() throws {
    let folder = try TemporaryFolder()
    _ = try MadeUpRun.write(to: folder)
    let lines = (1...205).map { epoch in
      #"{"event":"epoch","epoch":\#(epoch),"trainLoss":\#(Double(epoch) / 8),"trainAccuracy":0.5}"#
    }
    try folder.write(lines.joined(separator: "\n"), to: "run/metrics.jsonl")
    let page = RunPage(
      try RecordedRun(reading: folder.file("run")), model: nil, test: nil
    ).html
    let rows = Self.rows(page).filter { $0.contains(" | 50.00 %") }
    #expect(rows.count == 200 && page.contains("The last 200 of 205 epochs."))
    #expect(rows.first?.hasPrefix("6 | 0.7500") == true && rows.last?.hasPrefix("205 |") == true)
  }

  @Test("A run judged by images held back says so everywhere")
  func heldBack() throws {
    let page = try Self.page([#""heldBack":false"#: #""heldBack":true"#])
    #expect(page.contains("<dt>held-back errors</dt><dd>10 of 30</dd>"))
    #expect(page.contains("<dt>held-back accuracy</dt><dd>66.67 %</dd>"))
    #expect(page.contains("<h2>Answers on the held-out images</h2>"))
    #expect(!page.contains("test accuracy") && !page.contains("test errors"))
  }

  @Test(
    "How far it is",
    arguments: [
      (#","stoppedEpoch":3"#, "", "The run is complete."),
      (
        #""result":{"keptEpoch":2,"stoppedEpoch":3,"testAccuracy":0.6667,"testErrors":10,"testLoss":1.5,"#
          + "\n" + #""testTotal":30},"state":"done"}"#, #""state":"interrupted"}"#,
        "The run was stopped after 3 of 5 epochs; resume it with --resume."
      ),
    ])
  func progress(text: String, other: String, sentence: String) throws {
    let page = try Self.page([text: other])
    #expect(page.contains("seed 17. \(sentence)</p>"), "\(page.prefix(6000).suffix(3000))")
  }
}
