namespace TogetherAI.Engine.Models;

/// <summary>What a configuration says of the rotary embedding; the names are <see cref="ModelSpec"/>'s.</summary>
internal sealed record RopeSettings(double Theta, RopeScaling? Scaling, double? WindowedTheta, int? RotarySize);
