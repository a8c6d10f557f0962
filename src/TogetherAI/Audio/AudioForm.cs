using System.Globalization;
using System.Net.Http.Headers;

namespace TogetherAI;

/// <summary>A form with a recording in it (RFC 7578), written as browsers write it. Used for one attempt.</summary>
internal sealed class AudioForm
{
    private readonly MultipartFormDataContent _content = [];

    private AudioForm()
    {
    }

    public static HttpContent Of(TranscriptionRequest request) => new AudioForm()
        .Add("model", request.Model)
        .Add("language", request.Language)
        .Add("prompt", request.Prompt)
        .Add("response_format", request.ResponseFormat?.Value)
        .Add("temperature", Number(request.Temperature))
        .Add(request.TimestampGranularities)
        .Add("diarize", request.Diarize switch { null => null, true => "true", false => "false" })
        .Add("min_speakers", Number(request.MinSpeakers))
        .Add("max_speakers", Number(request.MaxSpeakers))
        .Add(request.File);

    public static HttpContent Of(TranslationRequest request) => new AudioForm()
        .Add("model", request.Model)
        .Add("language", request.Language)
        .Add("prompt", request.Prompt)
        .Add("response_format", request.ResponseFormat?.Value)
        .Add("temperature", Number(request.Temperature))
        .Add(request.TimestampGranularities)
        .Add(request.File);

    private static string? Number(double? value) => value?.ToString(CultureInfo.InvariantCulture);

    private static string? Number(int? value) => value?.ToString(CultureInfo.InvariantCulture);

    private AudioForm Add(string name, string? value)
    {
        if (value is null)
            return this;
        StringContent field = new(value);
        field.Headers.ContentType = null; // a field's text is UTF-8 without saying so; servers stumble over those that do say so
        return Add(field, name, fileName: null);
    }

    private AudioForm Add(IReadOnlyList<TimestampGranularity>? granularities)
    {
        foreach (TimestampGranularity granularity in granularities ?? [])
            Add("timestamp_granularities", granularity.Value);
        return this;
    }

    private MultipartFormDataContent Add(AudioInput file)
    {
        // Last, so that a server knows what to do with the recording by the time it arrives.
        if (file.Address is { } address)
            Add("file", address.AbsoluteUri);
        else
            Add(file.Open(), "file", file.FileName);
        return _content;
    }

    private AudioForm Add(HttpContent content, string name, string? fileName)
    {
        content.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data")
        {
            Name = $"\"{name}\"",
            FileName = fileName is null ? null : $"\"{Plain(fileName)}\"",
        };
        if (fileName is not null)
            content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        _content.Add(content);
        return this;
    }

    /// <summary>The service looks at the ending only. What else is in a name must neither break the header nor be encoded in one of its many ways.</summary>
    private static string Plain(string fileName) => string.Concat(
        fileName.Select(static c => c is '"' or '\\' || !char.IsAscii(c) || char.IsControl(c) ? '_' : c));
}
