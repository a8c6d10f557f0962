namespace TogetherAI.ApiTour;

/// <summary>What calling an operation does.</summary>
[Flags]
internal enum Effect
{
    /// <summary>It only reads.</summary>
    None = 0,

    /// <summary>It costs money.</summary>
    Bills = 1,

    /// <summary>It makes, changes or takes away something.</summary>
    Changes = 2,
}
