import time, pyoxigraph as ox, json
rec=json.load(open('/work/shared/model/sample.json'))
X='http://sparql.xyz/facade-x/data/'
def esc(s): return s.replace('\\','\\\\').replace('"','\\"').replace('\n','\\n').replace('\r','\\r')
def lift(o,node,out,ctr,g):
    for k,v in o.items():
        vs=v if isinstance(v,list) else [v]
        for i,x in enumerate(vs):
            if isinstance(x,dict):
                n=f'<urn:n:{ctr[0]}>'; ctr[0]+=1
                out.append(f'{node} <{X}{k}> {n} {g}.\n'); 
                lift(x,n,out,ctr,g)
            else: out.append(f'{node} <{X}{k}> "{esc(str(x))}" {g}.\n')
calls=[0]
def uri(kind,key):
    calls[0]+=1
    return ox.NamedNode('http://localhost/id/'+kind.value+'/'+key.value)
F={ox.NamedNode('urn:f:uri'):uri}
P='PREFIX x: <'+X+'> PREFIX f: <urn:f:> PREFIX schema: <https://schema.org/> '
Q1=P+'''CONSTRUCT { ?uri a schema:Event, schema:PerformingArtsEvent, schema:TheaterEvent; schema:startDate ?d ; schema:superEvent ?run; schema:workPerformed ?w; schema:eventStatus ?s; schema:additionalType ?t; schema:location ?h; schema:name ?name }
WHERE { %s { ?record x:production ?pr . ?pr x:id ?id . ?pr x:title/x:nl ?name. ?record x:performances ?p . ?p x:number ?n ; x:date ?d; x:status ?s; x:type ?type .
 OPTIONAL {?p x:hall ?hall BIND(f:uri("hall",?hall) AS ?h)} 
 BIND(f:uri("run",?id) AS ?run) BIND(f:uri("performance",CONCAT(?id,".",?n)) AS ?uri) BIND(f:uri("production",?id) AS ?w) BIND(f:uri("term",CONCAT("kind/",?type)) AS ?t) } }'''
Q2=P+'''CONSTRUCT { ?uri a schema:Person; schema:name ?name; schema:birthDate ?b ; schema:deathDate ?d }
WHERE { %s { ?record x:agents ?p . ?p x:id ?id ; x:name ?n; x:kind "persoon". OPTIONAL {?p x:birthDate ?b} OPTIONAL {?p x:deathDate ?d}
 BIND(f:uri("person",?id) AS ?uri) BIND(STRLANG(?n,"und") AS ?name) } }'''
Q3=P+'''CONSTRUCT { ?uri a schema:Place; schema:name ?name; schema:geo ?geo . ?geo schema:latitude ?lat; schema:longitude ?lon. }
WHERE { %s { ?record x:venues ?p . ?p x:id ?id ; x:name ?n;. OPTIONAL {?p x:lat ?lat; x:lon ?lon. BIND(IRI(CONCAT("urn:g#",?id)) AS ?geo)}
 BIND(f:uri("venue",?id) AS ?uri) BIND(STRLANG(?n,"nl") AS ?name) } }'''
QS=[Q1,Q2,Q3]*4
N=400
import copy
recs=[]
for i in range(N):
    r=copy.deepcopy(rec); r['production']['id']=f'NL-{i}'; 
    r['performances']=r['performances']*4
    for j,p in enumerate(r['performances']): p['number']=j
    recs.append(r)
for mode,B in (('graphs',1),('graphs',20),('graphs',100),('default',20),('default',100),('per-record-default-graph',20),('single-store',1)):
    t=time.time(); lines=0; calls[0]=0; tl=0; tload=0
    for b in range(0,N,B):
        out=[];ctr=[0]; t0=time.time()
        for i,r in enumerate(recs[b:b+B]):
            g = '' if mode in('default','single-store') else f'<urn:r:{b+i}>'
            lift(r,f'<urn:r:{b+i}>',out,ctr,g+' ')
        t1=time.time(); tl+=t1-t0
        s=ox.Store(); s.load(''.join(out).encode(),format=ox.RdfFormat.N_QUADS)
        tload+=time.time()-t1
        if mode=='per-record-default-graph':
            for i in range(len(recs[b:b+B])):
                for q in QS:
                    lines+=s.query(q%'',default_graph=ox.NamedNode(f'urn:r:{b+i}'),custom_functions=F).serialize(format=ox.RdfFormat.N_TRIPLES).count(b'\n')
        else:
            for q in QS:
                lines+=s.query(q%('GRAPH ?record' if mode=='graphs' else ''),custom_functions=F).serialize(format=ox.RdfFormat.N_TRIPLES).count(b'\n')
    dt=time.time()-t
    print(mode,B,lines,round(lines/dt),'lines/s lift',round(tl,2),'load',round(tload,2),'total',round(dt,2),'calls',calls[0],'in lines',len(out)/min(B,N))
