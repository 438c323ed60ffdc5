import Foundation
import LeNet
import LeNetData
import LeNetModel
import LeNetTestSupport
import LeNetText
import LeNetTraining
import Testing

/// What the commands print of made-up models, data and runs whose numbers are all different, compared with what a
/// person has read.
@Suite("Commands print what they printed when somebody read it")
struct CommandSnapshotTests {
  /// A folder with models, data, runs and pictures.
  private final class Workspace: Sendable {
    static let shared = Swift.Result { try Workspace() }
    let path: String

    init() throws {
      let folder = try TemporaryFolder()
      path = folder.path
      let marks = ExactNetwork.dataset
      for (name, order) in [("train", [3, 1, 5, 0, 2, 4, 1, 3]), ("t10k", [0, 1, 2, 3, 4, 5])] {
        let size = marks.shape.count
        let pixels = order.flatMap { marks.images[$0 * size..<($0 + 1) * size] }
        try folder.write(
          IDX.encode(images: Array(pixels), shape: marks.shape),
          to: "marks/\(name)-images-idx3-ubyte")
        try folder.write(
          IDX.encode(labels: order.map { marks.labels[$0] }), to: "marks/\(name)-labels-idx1-ubyte")
      }
      // One image without ink, images of a single grey, and one that is twice in the test split.
      let slope = (0..<36).map { UInt8($0 * 7) }
      for (name, greys) in [("train", [0, 77, 77]), ("t10k", [0, 77])] as [(String, [UInt8])] {
        let plain = greys.flatMap { [UInt8](repeating: $0, count: 36) }
        try folder.write(
          IDX.encode(images: plain + slope + (name == "train" ? [] : slope), shape: marks.shape),
          to: "flawed/\(name)-images-idx3-ubyte")
        try folder.write(
          IDX.encode(labels: [0, 1, 2, 3]), to: "flawed/\(name)-labels-idx1-ubyte")
      }
      let model = try ExactNetwork.model(classes: 10, resizeMode: .resize)
      try folder.write(model.encoded(), to: "model.safetensors")
      var other = model
      other.parameters = Parameters(
        layout: model.parameters.layout,
        values: model.parameters.values.map { $0 == 0 ? 0 : 0.25 - $0 })
      other.training = TrainingRecord(
        recipe: "mine", settings: .object(["validation": .integer(2)]), dataset: "kmnist",
        sha256: ["train": "ab"], seed: 7, instructions: "base", version: "0", epochs: 3, steps: 9)
      try folder.write(other.encoded(), to: "other.safetensors")
      _ = try MadeUpRun.write(to: folder, name: "runs/first")
      _ = try MadeUpRun.write(
        to: folder, name: "runs/second",
        changing: [
          #""seed":17"#: #""seed":3"#, #""batchSize":9"#: #""batchSize":64"#,
          #""testAccuracy":0.6667,"testErrors":10"#: #""testAccuracy":0.7,"testErrors":9"#,
          #""name":"mine""#: #""name":"yours""#,
        ])
      _ = try MadeUpRun.write(
        to: folder, name: "runs/judged", changing: [#""heldBack":false"#: #""heldBack":true"#])
      _ = try MadeUpRun.write(
        to: folder, name: "runs/stopped",
        changing: [
          #""result":{"keptEpoch":2,"stoppedEpoch":3,"testAccuracy":0.6667,"testErrors":10,"testLoss":1.5,"#
            + "\n" + #""testTotal":30},"state":"done"}"#: #""state":"interrupted"}"#
        ])
      for run in ["first", "second"] {
        try folder.write(
          (run == "first" ? model : other).encoded(), to: "runs/\(run)/model.safetensors")
      }
      try folder.write(Array("P2 6 6 255\n".utf8) + Array(Self.greys.utf8), to: "mark.pgm")
      try folder.write("no picture", to: "damaged.png")
      Self.kept = Unmanaged.passRetained(folder)
      atexit { Workspace.kept?.release() }
    }

    private static let greys = """
      0 255 0 0 0 0  0 255 0 0 0 0  0 255 255 0 0 0  0 0 0 0 0 0  0 0 0 255 0 0  0 0 0 0 0 0
      """

    nonisolated(unsafe) private static var kept: Unmanaged<TemporaryFolder>?
  }

  static let commands = [
    "evaluate model.safetensors --data marks --per-class --confusion",
    "evaluate model.safetensors --data marks --per-class --confusion --json",
    "evaluate model.safetensors other.safetensors --data marks --reject-to 40",
    "evaluate model.safetensors --data marks --reject-to 40 --json",
    "evaluate model.safetensors --data marks --split validation --validation 3 --json",
    "evaluate other.safetensors --data-dir marks",
    "predict mark.pgm damaged.png --model model.safetensors --preparation resize",
    "predict mark.pgm damaged.png --model model.safetensors --preparation resize --json",
    "show confusion model.safetensors --data marks",
    "show confusion model.safetensors --data marks --json",
    "show errors model.safetensors --data marks", "show samples --data marks",
    "show spread --model model.safetensors --data marks",
    "show robustness model.safetensors --data marks",
    "show invariance model.safetensors --data marks --image 1",
    "show activity model.safetensors --data marks --image 2",
    "show neuron C3 --model model.safetensors --data marks --image 3",
    "show kernels model.safetensors",
    "show feature-maps mark.pgm --model model.safetensors --preparation resize",
    "show curves runs/first runs/second", "show architecture model.safetensors",
    "data show marks", "data inspect marks", "data inspect marks --json",
    "data inspect flawed", "data inspect flawed --json",
    "summary model.safetensors", "summary model.safetensors --json",
    "summary model.safetensors other.safetensors", "runs runs", "runs runs --json",
    "runs runs --sort batch-size --filter batch-size<=9", "runs runs --filter held-back>0.6",
    "runs compare runs/first runs/second --data marks",
    "runs compare runs/first runs/second --data marks --json",
  ]

  @Test("Each command", arguments: commands)
  func command(words: String) throws {
    let folder = try Workspace.shared.get().path
    let result = try LeNetProcess.run(words.split(separator: " ").map(String.init), in: folder)
    let text = "\(result.output)--- status \(result.status)\n\(result.errors)"
    try expect(text, words, folder)
  }

  @Test(
    "Each table",
    arguments: [
      "evaluate model.safetensors --data marks --answers", "predict mark.pgm damaged.png --csv",
      "evaluate model.safetensors --data marks --split validation --validation 3 --answers",
    ])
  func table(words: String) throws {
    let (folder, files) = (try Workspace.shared.get().path, try TemporaryFolder())
    let result = try LeNetProcess.run(
      words.split(separator: " ").map(String.init) + [files.file("table.csv")]
        + (words.hasPrefix("predict")
          ? ["--model", "model.safetensors", "--preparation", "resize"] : []),
      in: folder)
    try expect(
      "\(files.text("table.csv"))--- status \(result.status)\n\(result.output)---\n\(result.errors)"
        .replacing(files.path, with: "FILES"), words, folder)
  }

  private func expect(_ text: String, _ words: String, _ folder: String) throws {
    let name = words.map { $0.isLetter || $0.isNumber || $0 == "-" ? $0 : "_" }
    // Paths and speeds differ from time to time.
    let steady = text.replacing(folder, with: "FOLDER")
      .replacing(/"examplesPerSecond":[0-9.e+]+/, with: "\"examplesPerSecond\":0")
      .replacing(/[0-9,]+ images\/s/, with: "0 images/s")
    try Snapshot.expect("$ lenet \(words)\n\(steady)", matches: "commands/\(String(name))")
  }
}
