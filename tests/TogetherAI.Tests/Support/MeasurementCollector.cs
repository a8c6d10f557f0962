using System.Diagnostics.Metrics;
using System.Globalization;

namespace TogetherAI.Tests;

/// <summary>
/// Keeps what was measured of calls to one model, as lines such as <c>gen_ai.client.token.usage 3 a=b c=d</c> with the tags in order of name:
/// the meter is the process's, and other tests call too.
/// </summary>
internal sealed class MeasurementCollector : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly List<string> _lines = [];
    private readonly string _model;

    public MeasurementCollector(string model)
    {
        _model = model;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name != "TogetherAI")
                return;
            Instruments.Add(instrument);
            listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    public List<Instrument> Instruments { get; } = [];

    /// <summary>The measurements, oldest first.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines)
                return [.. _lines];
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        List<string> texts = [];
        bool mine = false;
        foreach ((string name, object? tag) in tags)
        {
            texts.Add(string.Create(CultureInfo.InvariantCulture, $"{name}={tag}"));
            mine |= name == "gen_ai.request.model" && tag as string == _model;
        }

        if (!mine)
            return;
        texts.Sort(StringComparer.Ordinal);
        lock (_lines)
            _lines.Add(string.Create(CultureInfo.InvariantCulture, $"{instrument.Name} {Math.Round(value, 9)} {string.Join(' ', texts)}"));
    }
}
