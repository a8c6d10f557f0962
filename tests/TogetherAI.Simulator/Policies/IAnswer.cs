namespace TogetherAI.Simulator;

/// <summary>An answer whose first token has arrived.</summary>
internal interface IAnswer : IAsyncDisposable
{
    /// <summary>The lane it comes from.</summary>
    Lane Lane { get; }

    /// <summary>Reads the rest.</summary>
    /// <exception cref="TogetherException">It broke.</exception>
    Task ReadToEndAsync();
}
