using System.Text;

namespace TogetherAI;

/// <summary>Fills the gaps of a path such as <c>v1/files/{id}</c>.</summary>
internal static class RoutePath
{
    /// <exception cref="ArgumentException">A value is empty, or <c>.</c> or <c>..</c>: the path would lead elsewhere.</exception>
    public static string Fill(string path, ReadOnlySpan<string> values)
    {
        StringBuilder filled = new();
        int at = 0;
        foreach (string value in values)
        {
            int open = path.IndexOf('{', at);
            int close = path.IndexOf('}', open);
            string name = path[(open + 1)..close];
            if (string.IsNullOrWhiteSpace(value) || value is "." or "..")
                throw new ArgumentException($"'{value}' is no {name}; it must name a resource.", name);
            filled.Append(path, at, open - at).Append(Uri.EscapeDataString(value));
            at = close + 1;
        }

        return filled.Append(path, at, path.Length - at).ToString();
    }
}
