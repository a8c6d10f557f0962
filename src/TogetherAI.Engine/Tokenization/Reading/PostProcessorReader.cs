namespace TogetherAI.Engine.Tokenization.Reading;

/// <summary>
/// Reads <c>post_processor</c>: which tokens stand before and after a text. What it says of pairs of texts is not needed.
/// </summary>
internal static class PostProcessorReader
{
    public static (int[] Leading, int[] Trailing) Read(JsonField? processor, Vocabulary vocabulary)
    {
        List<int> leading = [];
        List<int> trailing = [];
        if (processor is JsonField field) Read(field, vocabulary, leading, trailing);
        return (leading.ToArray(), trailing.ToArray());
    }

    private static void Read(JsonField field, Vocabulary vocabulary, List<int> leading, List<int> trailing)
    {
        switch (field.Type)
        {
            case "Sequence":
                field.AllowOnly("type", "processors");
                foreach (JsonField step in field.Required("processors").Items()) Read(step, vocabulary, leading, trailing);
                break;
            case "ByteLevel":
                // About places in the text, which are not kept.
                field.AllowOnly("type", "add_prefix_space", "trim_offsets", "use_regex");
                break;
            case "TemplateProcessing":
                field.AllowOnly("type", "single", "pair", "special_tokens");
                ReadTemplate(field, vocabulary, leading, trailing);
                break;
            case "RobertaProcessing" or "BertProcessing":
                field.AllowOnly("type", "sep", "cls", "trim_offsets", "add_prefix_space");
                leading.Insert(0, ReadToken(field.Required("cls"), vocabulary));
                trailing.Add(ReadToken(field.Required("sep"), vocabulary));
                break;
            case string other:
                throw field.Required("type").NotSupported(
                    other, "Sequence, ByteLevel, TemplateProcessing, RobertaProcessing and BertProcessing are");
        }
    }

    private static void ReadTemplate(JsonField field, Vocabulary vocabulary, List<int> leading, List<int> trailing)
    {
        List<int> before = [];
        bool textSeen = false;
        foreach (JsonField part in field.Required("single").Items())
        {
            part.AllowOnly("Sequence", "SpecialToken");
            if (part.Optional("Sequence") is JsonField text)
            {
                if (textSeen || text.Required("id").Text() != "A") throw text.Fault("must stand once, with the id A");
                textSeen = true;
                continue;
            }

            JsonField token = part.Required("SpecialToken").Required("id");
            foreach (JsonField id in field.Required("special_tokens").Required(token.Text()).Required("ids").Items())
                (textSeen ? trailing : before).Add(Known(id, id.Count(), vocabulary));
        }

        if (!textSeen) throw field.Required("single").Fault("has no place for the text");
        leading.InsertRange(0, before);
    }

    private static int ReadToken(JsonField field, Vocabulary vocabulary)
    {
        List<JsonField> pair = field.Items();
        return pair.Count == 2 ? Known(field, pair[1].Count(), vocabulary) : throw field.Fault("must be a token and its id");
    }

    private static int Known(JsonField field, int id, Vocabulary vocabulary) =>
        vocabulary.GetToken(id) is not null ? id : throw field.Fault($"names the token {id}, which the vocabulary lacks");
}
