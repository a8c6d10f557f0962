namespace TogetherAI.Simulator;

/// <summary>The two ways to an answer.</summary>
internal enum Lane
{
    /// <summary>Rented GPUs: paid by the hour, used or not.</summary>
    Dedicated,

    /// <summary>Shared GPUs: paid by the token.</summary>
    Serverless,
}
