public import LeNetGraphics
package import LeNetModel
import LeNetElementary

extension Activation {
  /// The activations of one number, so without softmax.
  package static let curves: [Activation] = [.relu, .sigmoid, .tanh, .scaledTanh]

  /// f(a); softmax, which needs all sums, is left out like `identity`.
  package func value(at sum: Double) -> Double {
    switch self {
    case .identity, .softmax: sum
    case .relu: max(sum, 0)
    case .sigmoid: 1 / (1 + Elementary.exp(-sum))
    case .tanh: Self.hyperbolicTangent(sum)
    case .scaledTanh: 1.7159 * Self.hyperbolicTangent(2 * sum / 3)
    }
  }

  /// f'(a); that of ReLU at 0 is 0.
  package func slope(at sum: Double) -> Double {
    let output = value(at: sum)
    switch self {
    case .identity, .softmax: return 1
    case .relu: return sum > 0 ? 1 : 0
    case .sigmoid: return output * (1 - output)
    case .tanh: return 1 - output * output
    case .scaledTanh: return 1.7159 * 2 / 3 - 2 / (3 * 1.7159) * output * output
    }
  }

  /// 1 - 2 / (e^2a + 1), which keeps its sign and its end values.
  private static func hyperbolicTangent(_ sum: Double) -> Double {
    1 - 2 / (Elementary.exp(2 * min(max(sum, -300), 300)) + 1)
  }
}

extension Drawing {
  /// The activations and their derivatives, side by side.
  public static let activations: Drawing = {
    let places = stride(from: -4.0, through: 4, by: 0.05)
    func chart(
      _ title: String, from bottom: Double, to top: Double,
      _ function: (Activation, Double) -> Double
    ) -> Chart {
      Chart(
        title: title, xLabel: "sum a", yLabel: "",
        curves: Activation.curves.map { activation in
          Chart.Curve(
            name: activation.displayText ?? "",
            points: places.map { (x: $0, y: function(activation, $0)) })
        }, top: top, bottom: bottom)
    }
    let charts = [
      chart("f(a)", from: -2, to: 4) { $0.value(at: $1) },
      chart("slope f'(a)", from: 0, to: 1.6) { $0.slope(at: $1) },
    ]
    let width = 430.0
    let height = 330 + (charts.map { $0.legendHeight(width: width) }.max() ?? 0)
    var drawing = Drawing(
      width: 2 * width, height: Drawing.top + height, title: "Activations and their slopes",
      summary:
        "From -4 to 4: ReLU is 0 and then the sum itself; the sigmoid goes from 0 to 1, tanh "
        + "from -1 to 1, the scaled tanh through -1 at -1 and 1 at 1. The slopes of all but ReLU "
        + "vanish at both sides; the sigmoid's is never above a quarter.")
    drawing.heading("Activations and their slopes")
    for (place, chart) in charts.enumerated() {
      chart.draw(
        into: &drawing, x: width * Double(place), y: Drawing.top - 10, width: width,
        height: height)
    }
    return drawing
  }()
}
