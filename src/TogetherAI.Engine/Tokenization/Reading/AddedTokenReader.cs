namespace TogetherAI.Engine.Tokenization.Reading;

/// <summary>Reads <c>added_tokens</c>.</summary>
internal static class AddedTokenReader
{
    public static List<AddedToken> Read(JsonField? field, Dictionary<string, int> modelTokens)
    {
        List<AddedToken> tokens = [];
        if (field is null) return tokens;
        Dictionary<int, string> byId = modelTokens.ToDictionary(static entry => entry.Value, static entry => entry.Key);
        Dictionary<string, int> byContent = new(modelTokens, StringComparer.Ordinal);
        HashSet<int> seen = [];
        foreach (JsonField item in field.Value.Items())
        {
            item.AllowOnly("id", "content", "single_word", "lstrip", "rstrip", "normalized", "special");
            int id = item.Required("id").Count();
            string content = item.Required("content").Text();
            if (id > ModelReader.LargestId) throw item.Fault($"has the id {id}; the largest is {ModelReader.LargestId}");
            if (!byId.TryAdd(id, content) && byId[id] != content) throw item.Fault($"gives the id {id} to '{content}', which '{byId[id]}' has");
            if (!byContent.TryAdd(content, id) && byContent[content] != id)
                throw item.Fault($"gives '{content}' the id {id}, and elsewhere {byContent[content]}");
            if (!seen.Add(id)) throw item.Fault($"lists the token '{content}' again");
            bool special = item.Flag("special", absent: false);
            tokens.Add(new AddedToken(
                id,
                content,
                special,
                Normalized: item.Flag("normalized", absent: !special),
                SingleWord: item.Flag("single_word", absent: false),
                StripLeft: item.Flag("lstrip", absent: false),
                StripRight: item.Flag("rstrip", absent: false)));
        }

        return tokens;
    }
}
