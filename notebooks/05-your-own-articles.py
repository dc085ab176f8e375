# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Your own articles
#
# From a folder to a graph in ten lines. Put your articles into a folder: plain text, saved web
# pages, or a table with one article a row. In the folder `town` lie two articles about a made-up
# town and its bridge, a text and a web page. This is one of them:

# %%
import quoth

folder = "town"
print(open("town/harbour.txt", encoding="utf-8").read())

# %% [markdown]
# ## Ten lines

# %%
built = quoth.build(folder, "../out/mine")
kg = built.kg
for refused in built.rejected:
    print("not read:", refused.key, refused.reason)
kg.table("quotations").select("date", "speaker", "said", "form", "article")

# %% [markdown]
# A file that is no article is refused with a reason and harms nothing else. The folder now holds
# the page to open in a browser, the marked articles, the table and the graph:

# %%
sorted(path.name for path in built.out.iterdir() if not path.name.startswith("."))

# %% [markdown]
# ## More articles later
#
# Days later the council has voted. Adding the same article again changes nothing; removing one
# leaves what there would be without it.

# %%
kg.add(["town", "town-later"])
kg.table("actors").select("actor", "type", "role", "quotations", "spoken_of")

# %%
kg.remove("vote.txt")
len(kg.articles)

# %% [markdown]
# ## People you know better
#
# If you follow a beat, write down its people once and their names, roles and aliases are
# recognized: one JSON object a line. `quoth.Options(entities="people.jsonl")` takes it.
#
# ## What next
#
# - `out/mine/graph.html`: who speaks of whom, with every quotation at the side.
# - `kg.write("network.gexf")` for Gephi, `kg.write("graph.ttl")` for any RDF tool.
# - `quoth serve -s out/mine`: search, read and check in the browser.
# - The other notebooks on these articles: give them your folder instead of `../seeds/articles`.
