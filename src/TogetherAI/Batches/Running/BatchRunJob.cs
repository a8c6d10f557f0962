namespace TogetherAI;

/// <summary>A job of a run, as the run's journal tells. Immutable.</summary>
public sealed record BatchRunJob
{
    /// <summary>The part of the inputs it is for, from 1.</summary>
    public required int Part { get; init; }

    /// <summary>Which of that part's jobs it is, from 1: those after the first repeat what failed.</summary>
    public required int Attempt { get; init; }

    /// <summary>The model that answers.</summary>
    public required string Model { get; init; }

    /// <summary>How many requests it has.</summary>
    public required long Requests { get; init; }

    /// <summary>
    /// The name that its file gets at the service, which no other file has; null before it is sent, and where every request is sent by itself. Where <see cref="FileId"/> is null, the file may
    /// be there all the same, under this name: the process may have ended before it was told.
    /// </summary>
    public string? FileName { get; init; }

    /// <summary>Its file at the service; null before that is known.</summary>
    public string? FileId { get; init; }

    /// <summary>Its id at the service; null before that is known. Where there is a file, a job of that file may exist all the same.</summary>
    public string? JobId { get; init; }

    /// <summary>Whether its results are on this machine.</summary>
    public required bool IsCollected { get; init; }
}
