using System.Globalization;
using System.Text;
using TogetherAI.Engine.Templates.Values;

namespace TogetherAI.Engine.Templates.Builtins;

/// <summary>Python's <c>strftime</c>, in the C locale; <c>%-d</c> (no padding) as glibc has it.</summary>
internal static class Strftime
{
    public static string Format(string format, DateTimeOffset time)
    {
        StringBuilder text = new();
        for (int at = 0; at < format.Length; at++)
        {
            if (format[at] != '%' || at + 1 == format.Length)
            {
                text.Append(format[at]);
                continue;
            }

            bool bare = format[at + 1] == '-' && at + 2 < format.Length;
            at += bare ? 2 : 1;
            string part = Directive(format[at], time);
            text.Append(bare && part.TrimStart('0', ' ') is { Length: > 0 } trimmed ? trimmed : part);
        }

        return text.ToString();
    }

    private static string Directive(char directive, DateTimeOffset time) => directive switch
    {
        'a' => time.In("ddd"),
        'A' => time.In("dddd"),
        'b' or 'h' => time.In("MMM"),
        'B' => time.In("MMMM"),
        'd' => time.In("dd"),
        'e' => time.Day.ToString(CultureInfo.InvariantCulture).PadLeft(2),
        'm' => time.In("MM"),
        'y' => time.In("yy"),
        'Y' => time.In("yyyy"),
        'H' => time.In("HH"),
        'I' => time.In("hh"),
        'M' => time.In("mm"),
        'S' => time.In("ss"),
        'f' => time.In("ffffff"),
        'p' => time.In("tt"),
        'j' => time.DayOfYear.ToString("000", CultureInfo.InvariantCulture),
        'w' => ((int)time.DayOfWeek).ToString(CultureInfo.InvariantCulture),
        'u' => (time.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)time.DayOfWeek).ToString(CultureInfo.InvariantCulture),
        'F' => time.In("yyyy-MM-dd"),
        'D' => time.In("MM/dd/yy"),
        'T' => time.In("HH:mm:ss"),
        'R' => time.In("HH:mm"),
        'c' => time.In("ddd MMM ") + Directive('e', time) + time.In(" HH:mm:ss yyyy"),
        'x' => time.In("MM/dd/yy"),
        'X' => time.In("HH:mm:ss"),
        // The time now has no zone, as Python's datetime.now() has none.
        'z' or 'Z' => string.Empty,
        'n' => "\n",
        't' => "\t",
        '%' => "%",
        _ => throw new TemplateFault($"strftime_now() does not support '%{directive}'"),
    };

    private static string In(this DateTimeOffset time, string format) => time.ToString(format, CultureInfo.InvariantCulture);
}
