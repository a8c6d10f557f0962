using System.Globalization;
using System.Text;

namespace TogetherAI;

/// <summary>The load over time, the capacity of the replicas, the load from which they pay, and what lies above. As little of SVG as that takes.</summary>
internal sealed class AdvicePlot
{
    private const double Width = 960;
    private const double Height = 420;
    private const double Left = 78;
    private const double Right = 24;
    private const double Top = 74;
    private const double Bottom = 56;

    private static readonly PlotColour s_page = new("page", "#ffffff", "#0d1117");
    private static readonly PlotColour s_ink = new("ink", "#1f2328", "#e6edf3");
    private static readonly PlotColour s_soft = new("soft", "#59636e", "#9da7b1");
    private static readonly PlotColour s_grid = new("grid", "#d8dee4", "#30363d");
    private static readonly PlotColour s_load = new("load", "#2f6fb5", "#58a6ff");
    private static readonly PlotColour s_spill = new("spill", "#d1570a", "#f0883e");
    private static readonly PlotColour s_capacity = new("capacity", "#1a7f37", "#56d364");
    private static readonly PlotColour s_even = new("even", "#8250df", "#bc8cff");

    private readonly WorkloadAdvice _advice;
    private readonly StringBuilder _body = new();
    private readonly (DateTimeOffset At, double Rate)[] _load;
    private readonly DateTimeOffset _from;
    private readonly TimeSpan _span;
    private readonly double? _capacity;
    private readonly double _most;
    private readonly double _step;

    private AdvicePlot(WorkloadAdvice advice)
    {
        _advice = advice;
        TrafficProfile profile = advice.Profile;
        double factor = advice.Objective.LoadFactor;
        _load = Steps(profile, factor);
        _from = profile.Load[0].At;
        _span = _load[^1].At - _from;
        double busiest = _load.Max(static point => point.Rate);
        _capacity = advice.Capacity?.TokensPerSecond is { } capacity && capacity <= busiest * 3 ? capacity : null; // a line far above would flatten all the rest
        double peak = Math.Max(busiest, Math.Max(_capacity ?? 0, BreakEvenWithin(busiest)?.TokensPerSecond ?? 0));
        _step = PlotAxis.Step(peak * 1.05);
        _most = Math.Ceiling(peak * 1.05 / _step) * _step;
    }

    public static string Draw(WorkloadAdvice advice) => new AdvicePlot(advice).Draw();

    private string Draw()
    {
        DrawAxes();
        DrawLoad();
        DrawLines();
        return string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {{Width}} {{Height}}" width="{{Width}}" height="{{Height}}" role="img" font-family="system-ui, sans-serif" font-size="13">
            <title>{{Escape(Title())}}</title>
            <style>
            @media (prefers-color-scheme: dark) { {{Dark()}} }
            </style>
            <rect width="{{Width}}" height="{{Height}}" {{Fill(s_page)}}/>
            {{_body}}</svg>

            """).ReplaceLineEndings("\n");
    }

    private string Title() => _advice.Capacity is { } capacity
        ? $"Load over time and the capacity of {AdviceWords.Replicas(capacity.Replicas)} of {capacity.Hardware}"
        : "Load over time";

    private void DrawAxes()
    {
        Text(Left, 24, Title(), "start", s_ink, " font-size=\"16\" font-weight=\"600\"");
        for (double value = 0; value <= _most + (_step / 2); value += _step)
        {
            Line(Left, Y(value), Width - Right, Y(value), s_grid, "");
            Text(Left - 8, Y(value) + 4, value.ToString(_step < 1 ? "0.##" : "#,0.#", CultureInfo.InvariantCulture), "end", s_soft);
        }

        TimeSpan step = PlotAxis.Step(_span);
        long first = (_from.Ticks + step.Ticks - 1) / step.Ticks * step.Ticks;
        string format = step < TimeSpan.FromMinutes(1) ? "HH:mm:ss" : step < TimeSpan.FromDays(1) ? _span > TimeSpan.FromDays(1) ? "ddd HH:mm" : "HH:mm" : "MMM d";
        for (DateTimeOffset at = new(first, TimeSpan.Zero); at <= _from + _span; at += step)
        {
            Line(X(at), Height - Bottom, X(at), Height - Bottom + 5, s_soft, "");
            Text(X(at), Height - Bottom + 20, at.ToString(format, CultureInfo.InvariantCulture), "middle", s_soft);
        }

        string time = _from.Date == (_from + _span).Date
            ? string.Create(CultureInfo.InvariantCulture, $"time of day, UTC ({_from:yyyy-MM-dd})")
            : string.Create(CultureInfo.InvariantCulture, $"time, UTC ({_from:yyyy-MM-dd} to {_from + _span:yyyy-MM-dd})");
        Text((Left + Width - Right) / 2, Height - 14, time, "middle", s_soft);
        double middle = (Top + Height - Bottom) / 2;
        _body.Append(CultureInfo.InvariantCulture, $"<text transform=\"translate(18 {middle:F0}) rotate(-90)\" text-anchor=\"middle\" {Fill(s_soft)}>tokens/s, prompts and answers</text>\n");
    }

    private void DrawLoad()
    {
        double capacity = _advice.Capacity?.TokensPerSecond ?? double.MaxValue;
        Area(rate => Math.Min(rate, capacity), 0, s_load, 0.45);
        string shown = string.Create(CultureInfo.InvariantCulture, $"load, mean of {TimeText.Format(_load[1].At - _load[0].At)}");
        double x = Legend(Left, shown, s_load, filled: true);
        if (_advice.Capacity is not { } line || _load.All(point => point.Rate <= capacity))
            return;
        Area(rate => Math.Max(rate, capacity), capacity, s_spill, 0.75);
        Legend(x, line.Spills ? "above the capacity: goes to serverless" : "above the capacity: waits", s_spill, filled: true);
    }

    private void DrawLines()
    {
        double x = Left;
        if (_advice.Capacity is { } capacity)
        {
            if (_capacity is { } drawn)
                Line(Left, Y(drawn), Width - Right, Y(drawn), s_capacity, " stroke-width=\"2\"");
            string above = _capacity is null ? ", far above" : "";
            string rate = string.Create(CultureInfo.InvariantCulture, $"capacity of {AdviceWords.Replicas(capacity.Replicas)}: {capacity.TokensPerSecond:#,0} tokens/s{above}");
            x = Legend(x, rate, s_capacity, filled: false, row: 1);
        }

        if (BreakEvenWithin(_most) is { } even)
        {
            Line(Left, Y(even.TokensPerSecond), Width - Right, Y(even.TokensPerSecond), s_even, " stroke-width=\"2\" stroke-dasharray=\"6 4\"");
            string rate = string.Create(CultureInfo.InvariantCulture, $"{AdviceWords.ReplicasDo(even.Replicas, "pay")} from a mean of {even.TokensPerSecond:#,0} tokens/s");
            Legend(x, rate, s_even, filled: false, row: 1, " stroke-dasharray=\"6 4\"");
        }
    }

    /// <summary>The break-even of the hardware that is drawn, where it is no more than a value: else it would flatten all the rest.</summary>
    private (int Replicas, double TokensPerSecond)? BreakEvenWithin(double value)
    {
        CapacityLine? capacity = _advice.Capacity;
        BreakEven? even = _advice.BreakEven.Where(point => capacity is null || point.Hardware == capacity.Hardware).MinBy(static point => point.TokensPerSecond);
        if (even is null)
            return null;
        int replicas = capacity?.Replicas ?? even.Replicas;
        double rate = even.TokensPerSecond * replicas / even.Replicas;
        return rate <= value * 1.5 ? (replicas, rate) : null;
    }

    // As many steps as can be told apart in the picture; a point for each of a second's would be a wall of noise.
    private static (DateTimeOffset At, double Rate)[] Steps(TrafficProfile profile, double factor)
    {
        int merged = Math.Max(1, (int)Math.Ceiling(profile.Load.Count / 240.0));
        List<(DateTimeOffset, double)> steps = [];
        for (int i = 0; i < profile.Load.Count; i += merged)
        {
            LoadPoint[] points = [.. profile.Load.Skip(i).Take(merged)];
            double seconds = merged * profile.LoadStep.TotalSeconds;
            steps.Add((points[0].At, points.Sum(static point => point.PromptTokens + point.CompletionTokens) * factor / seconds));
        }

        steps.Add((profile.Load[0].At + (steps.Count * merged * profile.LoadStep), steps[^1].Item2));
        return [.. steps];
    }

    private void Area(Func<double, double> top, double bottom, PlotColour colour, double opacity)
    {
        StringBuilder path = new();
        path.Append(CultureInfo.InvariantCulture, $"M{X(_from):F1} {Y(bottom):F1}");
        for (int i = 0; i + 1 < _load.Length; i++)
            path.Append(CultureInfo.InvariantCulture, $"V{Y(top(_load[i].Rate)):F1}H{X(_load[i + 1].At):F1}");
        _body.Append(CultureInfo.InvariantCulture, $"<path d=\"{path}V{Y(bottom):F1}Z\" {Fill(colour)} fill-opacity=\"{opacity}\"/>\n");
    }

    /// <summary>Adds an entry, and tells where the next one begins.</summary>
    private double Legend(double x, string text, PlotColour colour, bool filled, int row = 0, string more = "")
    {
        double y = 44 + (row * 18);
        if (filled)
            _body.Append(CultureInfo.InvariantCulture, $"<rect x=\"{x:F1}\" y=\"{y - 10:F1}\" width=\"18\" height=\"11\" {Fill(colour)} fill-opacity=\"0.75\"/>\n");
        else
            Line(x, y - 4, x + 18, y - 4, colour, " stroke-width=\"2\"" + more);
        Text(x + 24, y, text, "start", s_ink);
        return x + 24 + (text.Length * 7.2) + 24;
    }

    private double X(DateTimeOffset at) => Left + ((at - _from) / _span * (Width - Left - Right));

    private double Y(double rate) => Height - Bottom - (Math.Clamp(rate / _most, 0, 1) * (Height - Top - Bottom));

    private void Line(double x1, double y1, double x2, double y2, PlotColour colour, string more) =>
        _body.Append(CultureInfo.InvariantCulture, $"<line x1=\"{x1:F1}\" y1=\"{y1:F1}\" x2=\"{x2:F1}\" y2=\"{y2:F1}\" class=\"{colour.Name}-line\" stroke=\"{colour.Light}\"{more}/>\n");

    private void Text(double x, double y, string text, string anchor, PlotColour colour, string more = "") =>
        _body.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:F1}\" y=\"{y:F1}\" text-anchor=\"{anchor}\" {Fill(colour)}{more}>{Escape(text)}</text>\n");

    // The light colours stand with the elements, for whatever reads no style sheets; the dark ones replace them where a reader asks for it.
    private static string Fill(PlotColour colour) => $"class=\"{colour.Name}\" fill=\"{colour.Light}\"";

    private static string Dark() => string.Concat(((PlotColour[])[s_page, s_ink, s_soft, s_grid, s_load, s_spill, s_capacity, s_even])
        .Select(static colour => $".{colour.Name} {{ fill: {colour.Dark} }} .{colour.Name}-line {{ stroke: {colour.Dark} }} ")).TrimEnd();

    private static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
