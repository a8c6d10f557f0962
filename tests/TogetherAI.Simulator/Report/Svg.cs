using System.Globalization;
using System.Text;

namespace TogetherAI.Simulator;

/// <summary>A plot with two axes: lines, points, a legend. As little of SVG as that takes.</summary>
internal sealed class Svg
{
    private const double Width = 720;
    private const double Height = 400;
    private const double Left = 62;
    private const double Right = 190;
    private const double Top = 34;
    private const double Bottom = 46;

    private static readonly string[] s_colours = ["#c0392b", "#2c3e50", "#2980b9", "#27ae60", "#8e44ad", "#d35400", "#7f8c8d", "#16a085", "#f39c12"];

    private readonly StringBuilder _body = new();
    private readonly Axis _x;
    private readonly Axis _y;
    private int _series;

    public Svg(string title, Axis x, Axis y)
    {
        _x = x;
        _y = y;
        Text(Left, 20, title, "start", bold: true);
        foreach (double tick in x.Ticks)
        {
            Line(X(tick), Top, X(tick), Height - Bottom, "#e5e5e5");
            Text(X(tick), Height - Bottom + 16, x.Label(tick), "middle");
        }

        foreach (double tick in y.Ticks)
        {
            Line(Left, Y(tick), Width - Right, Y(tick), "#e5e5e5");
            Text(Left - 6, Y(tick) + 4, y.Label(tick), "end");
        }

        Text((Left + Width - Right) / 2, Height - 10, x.Name, "middle");
        _body.AppendLine(CultureInfo.InvariantCulture, $"<text transform=\"translate(14 {(Top + Height - Bottom) / 2:F0}) rotate(-90)\" text-anchor=\"middle\">{Escape(y.Name)}</text>");
    }

    /// <summary>Draws a line through points, and names it beside the plot.</summary>
    public Svg Add(string name, IEnumerable<(double X, double Y)> points, bool joined = true)
    {
        string colour = s_colours[_series % s_colours.Length];
        (double X, double Y)[] inside = [.. points.Where(static point => double.IsFinite(point.X) && double.IsFinite(point.Y)).Select(point => (X(point.X), Y(point.Y)))];
        if (joined)
        {
            string path = string.Join(' ', inside.Select(static point => string.Create(CultureInfo.InvariantCulture, $"{point.X:F1},{point.Y:F1}")));
            _body.AppendLine(CultureInfo.InvariantCulture, $"<polyline fill=\"none\" stroke=\"{colour}\" stroke-width=\"{(_series == 0 ? 2.5 : 1.4):F1}\" points=\"{path}\"/>");
        }
        else
        {
            foreach ((double px, double py) in inside)
                _body.AppendLine(CultureInfo.InvariantCulture, $"<circle cx=\"{px:F1}\" cy=\"{py:F1}\" r=\"{(_series == 0 ? 5.5 : 4):F1}\" fill=\"{colour}\"/>");
        }

        double y = Top + 12 + (18 * _series);
        Line(Width - Right + 12, y - 4, Width - Right + 30, y - 4, colour);
        Text(Width - Right + 36, y, name, "start");
        _series++;
        return this;
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" font-family="sans-serif" font-size="12" fill="#222">
        <rect width="{Width}" height="{Height}" fill="#fff"/>
        {_body}</svg>

        """);

    private double X(double value) => Left + (_x.Share(value) * (Width - Left - Right));

    private double Y(double value) => Height - Bottom - (_y.Share(value) * (Height - Top - Bottom));

    private void Line(double x1, double y1, double x2, double y2, string colour) =>
        _body.AppendLine(CultureInfo.InvariantCulture, $"<line x1=\"{x1:F1}\" y1=\"{y1:F1}\" x2=\"{x2:F1}\" y2=\"{y2:F1}\" stroke=\"{colour}\"/>");

    private void Text(double x, double y, string text, string anchor, bool bold = false) =>
        _body.AppendLine(
            CultureInfo.InvariantCulture, $"<text x=\"{x:F1}\" y=\"{y:F1}\" text-anchor=\"{anchor}\"{(bold ? " font-weight=\"bold\"" : "")}>{Escape(text)}</text>");

    private static string Escape(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
