namespace TogetherAI.Engine.Tokenization;

/// <summary>Text in which every surrogate has its partner, which all later steps take for granted.</summary>
internal static class WellFormedText
{
    public static string Of(string text)
    {
        int fault = IndexOfLoneSurrogate(text, 0);
        if (fault < 0) return text;
        char[] mended = text.ToCharArray();
        for (; fault >= 0; fault = IndexOfLoneSurrogate(text, fault + 1)) mended[fault] = '\uFFFD';
        return new string(mended);
    }

    private static int IndexOfLoneSurrogate(string text, int from)
    {
        for (int i = from; i < text.Length; i++)
        {
            int next = text.AsSpan(i).IndexOfAnyInRange('\uD800', '\uDFFF');
            if (next < 0) return -1;
            i += next;
            if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1])) return i;
            i++;
        }

        return -1;
    }
}
