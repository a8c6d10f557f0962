namespace TogetherAI;

/// <summary>A colour of a plot.</summary>
/// <param name="Name">What it is for.</param>
/// <param name="Light">On a light page.</param>
/// <param name="Dark">On a dark page.</param>
internal sealed record PlotColour(string Name, string Light, string Dark);
