namespace TogetherAI.Simulator;

/// <summary>A scenario and a policy, with the figures of every seed.</summary>
internal sealed record Cell(Scenario Scenario, string Policy, IReadOnlyList<Figures> Seeds)
{
    public double Mean(Func<Figures, double> figure) => Estimate(figure).Mean;

    public double Worst(Func<Figures, double> figure) => Seeds.Max(figure);

    public Estimate Estimate(Func<Figures, double> figure) => Simulator.Estimate.Of([.. Seeds.Select(figure)]);
}
