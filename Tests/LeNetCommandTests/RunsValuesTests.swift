import Foundation
import LeNet
import Testing

@Suite("lenet runs by every option")
struct RunsValuesTests {
  /// Runs of a step or two that together give every option of a recipe a value.
  final class Runs: Sendable {
    static let shared = Swift.Result { try Runs() }
    let path: String

    private init() throws {
      let fixture = try Fixture.shared.get()
      path = "\(fixture.path)/by-option"
      let tiny = "--architecture \(fixture.path)/tiny.json --steps 2"
      let model = "\(path)/sgd/model.safetensors"
      let runs = [
        ("d2l", "--recipe d2l --batch-normalization all --steps 1"),
        (
          "paper",
          "--architecture lenet5-1998 --prototypes trained --mu 0.03 --curvature-patterns 20 "
            + "--loss discriminative --j 2 --steps 1"
        ),
        (
          "adam",
          "\(tiny) --optimizer adam --beta1 0.8 --beta2 0.99 --epsilon 1e-7 --weight-decay 0.1 "
            + "--learning-rate 0.002 --schedule one-cycle --warmup-fraction 0.2 --div-factor 10 --final-div-factor 100 "
            + "--resize-mode resize --mean 0.2 --std 0.4 --rotation 5 --scale 0.1 --shear 0.2 --shift 1 "
            + "--elastic 2 --elastic-sigma 3.5 --variants 7 --validation 60 --monitor loss "
            + "--batch-size 30 --order constant --initializer glorot-uniform"
        ),
        (
          "sgd",
          "--architecture \(fixture.path)/tiny.json --optimizer sgd --momentum 0.8 --nesterov "
            + "--schedule step --step-size 3 --gamma 0.5 --epochs 2 --patience 2 --batch-size 100"
        ),
        ("decay", "\(tiny) --schedule inverse-decay --gamma 0.001 --power 0.5 --weights \(model)"),
        (
          "cosine",
          "\(tiny) --schedule cosine --final-rate 0.0001 --rotation 9 --flip --bias-rate 2 --boost "
            + "\(path)/d2l/model.safetensors"
        ),
        ("pieces", "\(tiny) --schedule piecewise --milestones 1x1,2x0.5"),
        (
          "stride",
          "--recipe keras --dropout 0.3 --pooling stride --batch-normalization C3,F6 --freeze C1,C3 --steps 1"
        ),
      ]
      for (name, options) in runs {
        let result = try LeNetProcess.run(
          ["train", "--data", fixture.data, "--output", "\(path)/\(name)"]
            + options.split(separator: " ").map(String.init))
        guard result.status == 0 else { throw Fixture.Failure(description: result.errors) }
      }
    }
  }

  /// A condition on each option of a recipe, and the runs of which it holds.
  static let conditions: [(option: String, condition: String, runs: [String])] = [
    ("architecture", "=lenet5-1998", ["paper"]), ("recipe", "=d2l", ["d2l"]),
    ("batch-normalization", "=all", ["d2l"]), ("prototypes", "=trained", ["paper"]),
    ("activation", "=sigmoid", ["d2l"]), ("pooling", "=average", ["d2l"]),
    ("units", "=120", ["d2l"]), ("links", "=table1", ["paper"]),
    ("bias-rate", "=2", ["cosine"]), ("flip", "=true", ["cosine"]),
    ("freeze", "!=none", ["stride"]), ("dropout", "=0.3", ["stride"]),
    ("initializer", "=glorot-uniform", ["adam", "stride"]),
    ("weights", "!=none", ["decay"]), ("boost", "!=none", ["cosine"]),
    ("recipe.validation", "=60", ["adam"]), ("monitor", "=loss", ["adam"]),
    ("patience", "=2", ["sgd"]), ("resize-mode", "=resize", ["adam"]), ("mean", "=0.20", ["adam"]),
    ("std", "=0.4", ["adam"]), ("rotation", ">4", ["adam", "cosine"]),
    ("scale", "=0.1", ["adam"]), ("shear", "=0.2", ["adam"]), ("shift", "=1", ["adam"]),
    ("elastic", "=2", ["adam"]), ("elastic-sigma", "=3.5", ["adam"]),
    ("variants", "=7", ["adam"]), ("recipe.epochs", "=2", ["sgd"]),
    ("steps", "=1", ["d2l", "paper", "stride"]), ("batch-size", "=30", ["adam"]),
    ("order", "=constant", ["adam", "paper"]), ("optimizer", "=levenberg-marquardt", ["paper"]),
    ("learning-rate", "=0.002", ["adam"]), ("momentum", "=0.8", ["sgd"]),
    ("nesterov", "=true", ["sgd"]), ("weight-decay", "=0.1", ["adam"]),
    ("beta1", "=0.8", ["adam"]), ("beta2", "=0.99", ["adam"]),
    ("epsilon", "=1e-7", ["adam", "stride"]),
    ("mu", "=0.03", ["paper"]), ("curvature-patterns", "=20", ["paper"]),
    ("loss", "=discriminative", ["paper"]), ("j", "=2", ["paper"]),
    ("schedule", "=one-cycle", ["adam"]), ("step-size", "=3", ["sgd"]),
    ("gamma", "<0.1", ["decay"]), ("power", "=0.5", ["decay"]),
    ("final-rate", "=0.0001", ["cosine"]), ("warmup-fraction", "=0.2", ["adam"]),
    ("div-factor", "=10", ["adam"]), ("final-div-factor", "=100", ["adam"]),
    ("milestones", "=1x1.0,2x0.50", ["pieces"]),
  ]

  private func list(_ options: [String]) throws -> LeNetProcess.Result {
    try LeNetProcess.run(["runs", try Runs.shared.get().path] + options)
  }

  private func names(_ options: [String]) throws -> [String] {
    let result = try list(options)
    #expect(result.status == 0, "\(result.errors)")
    return result.lines.dropFirst(2).prefix { !$0.isEmpty }
      .map { String($0.prefix { $0 != " " }) }
  }

  /// Fails where 'lenet train' has an option of a recipe that no condition above asks for.
  @Test("Every option of a recipe is a key")
  func completeness() throws {
    let help = try LeNetProcess.run(["train", "--help"]).lines
    let start = try #require(help.firstIndex(of: "NETWORK:"))
    let end = try #require(help.firstIndex(of: "RUN:"))
    let options = help[start..<end].filter { $0.hasPrefix("  --") }.map { line in
      String(line.dropFirst(4).prefix { $0 != " " && $0 != "/" })
    }
    let notOfRecipes: Set = [
      "data", "data-dir", "preparation", "test-each-epoch", "held-back", "new-head", "label-column",
      "pixel-range", "skip-damaged", "memory",
    ]
    let asked = Self.conditions.map { $0.option.replacingOccurrences(of: "recipe.", with: "") }
    #expect(Set(options).subtracting(notOfRecipes).sorted() == asked.sorted())
  }

  @Test("A condition on every option, and its order", arguments: conditions)
  func option(option: String, condition: String, runs: [String]) throws {
    #expect(try names(["--filter", option + condition]) == runs)
    let sorted = try list(["--sort", option])
    #expect(
      sorted.status == 0 && sorted.lines.filter { !$0.isEmpty }.count == 10, "\(sorted.errors)")
  }

  @Test(
    "Names as in files, the usual where a recipe says nothing, and values of the network",
    arguments: [
      ("initialization=glorotUniform", ["adam", "stride"]), ("batchSize=30", ["adam"]),
      ("optimizer.adam.beta1=0.8", ["adam"]), ("choose-by=loss", ["adam"]),
      ("choose-by=accuracy", ["cosine", "d2l", "decay", "paper", "pieces", "sgd", "stride"]),
      ("elastic=0", ["cosine", "d2l", "decay", "paper", "pieces", "sgd", "stride"]),
      ("batch-normalization=none", ["adam", "cosine", "decay", "paper", "pieces", "sgd"]),
      ("batch-normalization=C3,F6", ["stride"]), ("pooling=stride", ["stride"]),
      ("pooling=none", ["adam", "cosine", "decay", "pieces", "sgd"]),
      ("links=all", ["d2l", "stride"]), ("links!=table1", ["d2l", "stride"]),
      ("freeze=C1,C3", ["stride"]), ("prototypes=fixed", []), ("beta1>0.95", []),
      ("elastic-smoothness>9", []),
      ("C1.maps=6", ["d2l", "paper", "stride"]), ("F6.units>=84", ["d2l", "paper", "stride"]),
      ("S2=averagePooling", ["d2l"]), ("pooling=average", ["d2l"]),
      ("activation=sigmoid", ["d2l"]),
      ("activation!=sigmoid", ["adam", "cosine", "decay", "paper", "pieces", "sgd", "stride"]),
      ("input=1x32x32", ["paper"]), ("kind=radial-basis", ["paper"]),
      ("units=84", ["d2l", "paper", "stride"]),
      ("threads>0", ["adam", "cosine", "d2l", "decay", "paper", "pieces", "sgd", "stride"]),
    ])
  func otherNames(condition: String, runs: [String]) throws {
    #expect(try names(["--filter", condition]) == runs)
  }

  @Test(
    "What no run can meet is refused",
    arguments: ["C9.maps=6", "C1.colour=6", "no-such=1", "rotation=abc", "C1.maps=many"])
  func refused(condition: String) throws {
    let result = try list(["--filter", condition])
    #expect(result.status == 2)
    #expect(result.errors.contains("--filter is \(condition)"), "\(result.errors)")
  }
}
