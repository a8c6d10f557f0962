namespace TogetherAI;

/// <summary>A recording to be written down, as JSON: what a form's fields hold otherwise.</summary>
internal sealed record TranscriptionBody
{
    public required Uri File { get; init; }

    public required string Model { get; init; }

    public string? Language { get; init; }

    public string? Prompt { get; init; }

    public TranscriptionFormat? ResponseFormat { get; init; }

    public double? Temperature { get; init; }

    public IReadOnlyList<TimestampGranularity>? TimestampGranularities { get; init; }

    public bool? Diarize { get; init; }

    public int? MinSpeakers { get; init; }

    public int? MaxSpeakers { get; init; }

    public static TranscriptionBody Of(TranscriptionRequest request, Uri file, string model) => new()
    {
        File = file,
        Model = model,
        Language = request.Language,
        Prompt = request.Prompt,
        ResponseFormat = request.ResponseFormat,
        Temperature = request.Temperature,
        TimestampGranularities = request.TimestampGranularities,
        Diarize = request.Diarize,
        MinSpeakers = request.MinSpeakers,
        MaxSpeakers = request.MaxSpeakers,
    };

    public TranscriptionRequest ToRequest() => new()
    {
        File = AudioInput.FromUrl(File),
        Model = Model,
        Language = Language,
        Prompt = Prompt,
        ResponseFormat = ResponseFormat,
        Temperature = Temperature,
        TimestampGranularities = TimestampGranularities,
        Diarize = Diarize,
        MinSpeakers = MinSpeakers,
        MaxSpeakers = MaxSpeakers,
    };
}
