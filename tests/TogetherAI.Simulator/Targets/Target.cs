namespace TogetherAI.Simulator;

/// <summary>A promise, and what came of it.</summary>
/// <param name="Name">Such as T4.</param>
/// <param name="IsMet">Whether it was kept.</param>
/// <param name="Says">The figure.</param>
/// <param name="Goal">What it should be.</param>
internal sealed record Target(string Name, bool IsMet, string Says, string Goal)
{
    public override string ToString() => $"{Name} {(IsMet ? "met" : "NOT MET")} {Says} (goal {Goal})";
}
