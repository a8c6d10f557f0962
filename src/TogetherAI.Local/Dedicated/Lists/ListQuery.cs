using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using TogetherAI.Local.Hosting;

namespace TogetherAI.Local.Dedicated;

/// <summary>Which part of a list a request wants: <c>limit</c>, <c>after</c>, <c>orderBy</c>.</summary>
internal sealed record ListQuery(int Limit, (long Key, long Sequence)? After, bool ByUpdate, bool Descending)
{
    private const int DefaultLimit = 50;

    public static ListQuery Read(IQueryCollection query, int maxLimit = 500)
    {
        int limit = DefaultLimit;
        string text = query["limit"].ToString();
        bool isNumber = text.Length == 0 || int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit);
        if (!isNumber || limit < 1 || limit > maxLimit)
            throw ApiException.Invalid("limit", FormattableString.Invariant($"limit must be between 1 and {maxLimit}; it is {text}."));
        string[] order = query["orderBy"].ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (order is not ([] or ["created_at" or "updated_at"] or ["created_at" or "updated_at", "asc" or "desc"]))
        {
            throw ApiException.Invalid(
                "orderBy", $"orderBy must be created_at or updated_at, perhaps with asc or desc after it; it is {query["orderBy"]}.");
        }

        // The service names no order of its own; the newest first is what its examples ask for.
        bool descending = order.Length == 0 || (order.Length > 1 && order[1] == "desc");
        return new ListQuery(limit, ReadCursor(query["after"].ToString()), order.Length > 0 && order[0] == "updated_at", descending);
    }

    /// <summary>The page, and the cursor of the next.</summary>
    /// <param name="items">All of them.</param>
    /// <param name="key">When it was made or changed, and a number that tells apart what happened at one moment.</param>
    public (IReadOnlyList<T> Page, string? Next) Apply<T>(IEnumerable<T> items, Func<T, bool, (DateTimeOffset At, long Sequence)> key)
    {
        IEnumerable<(T Item, (long, long) Key)> sorted = items.Select(item =>
        {
            (DateTimeOffset at, long sequence) = key(item, ByUpdate);
            return (item, (at.UtcTicks, sequence));
        });
        sorted = Descending ? sorted.OrderByDescending(static entry => entry.Key) : sorted.OrderBy(static entry => entry.Key);
        // A place in the order, not a number of entries: what is deleted meanwhile makes no other go missing.
        if (After is { } after)
            sorted = sorted.SkipWhile(entry => Descending ? entry.Key.CompareTo(after) >= 0 : entry.Key.CompareTo(after) <= 0);
        List<(T Item, (long Key, long Sequence) Key)> page = [.. sorted.Take(Limit + 1)];
        if (page.Count <= Limit)
            return (page.ConvertAll(static entry => entry.Item), null);
        page.RemoveAt(Limit);
        return (page.ConvertAll(static entry => entry.Item), WriteCursor(page[^1].Key));
    }

    private static string WriteCursor((long Key, long Sequence) place) =>
        Convert.ToBase64String(Encoding.ASCII.GetBytes(FormattableString.Invariant($"{place.Key}.{place.Sequence}"))).TrimEnd('=');

    private static (long Key, long Sequence)? ReadCursor(string text)
    {
        if (text.Length == 0)
            return null;
        byte[] bytes = new byte[text.Length];
        if (Convert.TryFromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '='), bytes, out int length))
        {
            string[] parts = Encoding.ASCII.GetString(bytes, 0, length).Split('.');
            if (parts.Length == 2
                && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out long key)
                && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out long sequence))
                return (key, sequence);
        }

        throw ApiException.Invalid("after", "after is no cursor of this list.");
    }
}
